/// Cryptography: RS256 signatures, SHA-256, HMAC, AES-GCM, random bytes and base64url, over the system's OpenSSL 3.
///
/// libpq links the same library and the distribution keeps it patched. Nothing here negotiates an algorithm: each function
/// is one algorithm, so no header of a token can choose another. Short keys, odd-looking exponents, encrypted key files and
/// non-canonical base64url are refused.
import COpenSSL

/// Why a cryptographic operation gave no result; no detail, since details help whoever attacks.
public enum CryptographyError: Error, Sendable, Hashable {
  /// A key of the wrong kind or size, or one that cannot be read.
  case key
  /// OpenSSL could not do it: out of memory, no entropy, or an algorithm missing from its configuration.
  case system
}

/// Fresh bytes from OpenSSL's generator, which the kernel seeds.
public func randomBytes(_ count: Int) throws(CryptographyError) -> [UInt8] {
  var bytes = [UInt8](repeating: 0, count: count)
  guard unsafe RAND_bytes(&bytes, Int32(clamping: count)) == 1 else { throw systemFailure() }
  return bytes
}

/// Compares without telling by its timing where two secrets of one length differ.
public func areEqualInConstantTime(_ left: [UInt8], _ right: [UInt8]) -> Bool {
  guard left.count == right.count else { return false }
  return unsafe CRYPTO_memcmp(left, right, left.count) == 0
}

/// Empties this thread's error queue: what is left in it would be blamed on the next user of OpenSSL, such as a TLS connection.
func systemFailure() -> CryptographyError {
  ERR_clear_error()
  return .system
}
