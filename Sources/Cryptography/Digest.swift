import COpenSSL

/// The 32 bytes of SHA-256 (FIPS 180-4). Traps where the system's OpenSSL lacks the algorithm.
public func sha256(_ message: [UInt8]) -> [UInt8] {
  unsafe [UInt8](unsafeUninitializedCapacity: 32) { digest, count in
    let status = unsafe EVP_Digest(message, message.count, digest.baseAddress, nil, DigestAlgorithm.sha256.pointer, nil)
    precondition(status == 1, "OpenSSL cannot compute SHA-256")
    count = 32
  }
}

/// The 32 bytes of HMAC with SHA-256 (RFC 2104). Traps where the system's OpenSSL lacks the algorithm.
public func hmacSHA256(key: [UInt8], _ message: [UInt8]) -> [UInt8] {
  unsafe [UInt8](unsafeUninitializedCapacity: 32) { code, count in
    let result = unsafe HMAC(
      DigestAlgorithm.sha256.pointer, key, Int32(clamping: key.count), message, message.count, code.baseAddress, nil)
    precondition(unsafe result != nil, "OpenSSL cannot compute HMAC-SHA-256")
    count = 32
  }
}
