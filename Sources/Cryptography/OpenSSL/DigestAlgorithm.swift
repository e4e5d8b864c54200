import COpenSSL

/// Owns a fetched algorithm; fetching by name at every use would cost more than hashing a short message.
///
/// `@unchecked Sendable`: OpenSSL never changes an `EVP_MD` after fetching it.
@safe final class DigestAlgorithm: @unchecked Sendable {
  let pointer: OpaquePointer?

  static let sha256 = DigestAlgorithm(named: "SHA256")

  private init(named name: String) {
    unsafe pointer = EVP_MD_fetch(nil, name, nil)
  }

  deinit {
    unsafe EVP_MD_free(pointer)
  }
}
