import ArgumentParser

@main
struct Heirloom: AsyncParsableCommand {
  static let configuration = CommandConfiguration(abstract: "A GraphQL gateway over PostgreSQL stored procedures.")
}
