import Foundation
import Postgres
import Rows
import Gateway
import Testing

/// What clients notice when the database fails under the gateway.
@Suite struct `Failures of the database` {
  private static let query = "{ viewer { actingPersona { displayName } } }"
  private static let answer = #"{"data":{"viewer":{"actingPersona":{"displayName":"John Smith"}}}}"#

  @Test func `requests survive the end of every connection`() async throws {
    try await TestGateway.withOwnFamilies("terminated") { gateway in
      #expect(try await gateway.ask(Self.query, as: "john").body == Self.answer)
      for _ in 0..<3 {
        try gateway.change(
          "reset role; select pg_terminate_backend(pid) from pg_stat_activity where usename = 'heirloom_gateway' and datname = current_database()")
        #expect(try await gateway.ask(Self.query, as: "john").body == Self.answer)
      }
    }
  }

  @Test func `a procedure that fails in its own way tells nothing of it`() async throws {
    try await TestGateway.withOwnFamilies("failing") { gateway in
      try gateway.change(
        """
        reset role;
        create or replace function api.sp_get_asset_categories()
          returns table (type fwd.asset_type_enum, display_name text, sign integer, icon text)
          language plpgsql stable security definer set search_path = '' as $f$
        begin
          raise exception 'secret of the database';
        end $f$
        """)
      let answer = try await gateway.ask("{ tenant { name } assetCategories { type } }", as: "john")
      #expect(answer.status == 200)
      #expect(answer.body.hasPrefix(#"{"data":null,"errors":[{"message":"The request could not be answered.""#))
      #expect(answer.body.contains(#""code":"INTERNAL""#))
      #expect(!answer.body.contains("secret"))
      #expect(answer.body.contains(answer.requestID))
    }
  }

  @Test func `a client that goes away takes its query along`() async throws {
    try await TestGateway.withOwnFamilies("gone") { gateway in
      try gateway.change(
        """
        reset role;
        create or replace function api.sp_get_tenant_branding(domain text default null) returns setof api.branding_row
          language plpgsql stable security definer set search_path = '' as $f$
        begin
          perform pg_sleep(30);
        end $f$
        """)
      let asking = Task { try await gateway.ask(#"{ tenantBranding(domain: "localhost") { displayName } }"#, as: nil) }
      #expect(try await gateway.activeQueries(becomes: 1))
      asking.cancel()
      #expect(try await gateway.activeQueries(becomes: 0))
      #expect(try await gateway.ask(Self.query, as: "john").body == Self.answer)
    }
  }

  @Test func `a slow procedure is cut off at the deadline and its connection replaced`() async throws {
    try await TestGateway.withOwnFamilies("slow", configure: { $0.requestTimeoutMilliseconds = 700 }) { gateway in
      try gateway.change(
        """
        reset role;
        create or replace function api.sp_get_tenant_branding(domain text default null) returns setof api.branding_row
          language plpgsql stable security definer set search_path = '' as $f$
        begin
          perform pg_sleep(30);
        end $f$
        """)
      let answer = try await gateway.ask(#"{ tenantBranding(domain: "localhost") { displayName } }"#, as: nil)
      #expect(answer.status == 504)
      #expect(answer.body.contains(#""code":"TIMEOUT""#))
      #expect(try await gateway.activeQueries(becomes: 0))
      #expect(try await gateway.ask(Self.query, as: "john").body == Self.answer)
    }
  }
}

extension TestGateway {
  /// Whether the gateway's role comes to run so many statements, within three seconds.
  fileprivate func activeQueries(becomes count: Int) async throws -> Bool {
    let connection = try Connection(ConnectionSettings(address: adminURL))
    for _ in 0..<60 {
      let table = try connection.query(
        """
        select count(*) from pg_stat_activity
        where usename = 'heirloom_gateway' and datname = current_database() and state = 'active'
        """)
      if table.integer(row: 0, column: 0) == count { return true }
      try await Task.sleep(for: .milliseconds(50))
    }
    return false
  }
}
