import COpenSSL

/// Owns an `EVP_PKEY` holding an RSA key.
///
/// `@unchecked Sendable`: the key is never changed after init, and OpenSSL lets threads share an unchanging key; every operation
/// makes a context of its own.
@safe final class KeyHandle: @unchecked Sendable {
  private let key: OpaquePointer

  private init(adopting key: OpaquePointer) {
    unsafe self.key = key
  }

  deinit {
    unsafe EVP_PKEY_free(key)
  }

  // MARK: making

  convenience init?(modulus: [UInt8], exponent: [UInt8]) {
    guard let modulus = BigNumber(modulus), let exponent = BigNumber(exponent) else { return nil }
    // Parameters keep the addresses of their names, so the names must live until the key is made.
    let key = unsafe OSSL_PKEY_PARAM_RSA_N.withCString { modulusName in
      unsafe OSSL_PKEY_PARAM_RSA_E.withCString { exponentName in
        unsafe Self.publicKey(modulusName, modulus, exponentName, exponent)
      }
    }
    guard let key = unsafe key else { return nil }
    unsafe self.init(adopting: key)
  }

  private static func publicKey(
    _ modulusName: UnsafePointer<CChar>, _ modulus: borrowing BigNumber, _ exponentName: UnsafePointer<CChar>,
    _ exponent: borrowing BigNumber
  ) -> OpaquePointer? {
    guard let builder = unsafe OSSL_PARAM_BLD_new() else { return nil }
    defer { unsafe OSSL_PARAM_BLD_free(builder) }
    guard unsafe OSSL_PARAM_BLD_push_BN(builder, modulusName, modulus.pointer) == 1,
      unsafe OSSL_PARAM_BLD_push_BN(builder, exponentName, exponent.pointer) == 1,
      let parameters = unsafe OSSL_PARAM_BLD_to_param(builder)
    else { return nil }
    defer { unsafe OSSL_PARAM_free(parameters) }
    guard let context = unsafe EVP_PKEY_CTX_new_from_name(nil, "RSA", nil) else { return nil }
    defer { unsafe EVP_PKEY_CTX_free(context) }
    var key: OpaquePointer?
    guard unsafe EVP_PKEY_fromdata_init(context) == 1,
      unsafe EVP_PKEY_fromdata(context, &key, COpenSSL_EVP_PKEY_PUBLIC_KEY, parameters) == 1
    else { return nil }
    return unsafe key
  }

  convenience init?(generating bits: Int) {
    guard let context = unsafe EVP_PKEY_CTX_new_from_name(nil, "RSA", nil) else { return nil }
    defer { unsafe EVP_PKEY_CTX_free(context) }
    var key: OpaquePointer?
    guard unsafe EVP_PKEY_keygen_init(context) == 1,
      unsafe EVP_PKEY_CTX_set_rsa_keygen_bits(context, Int32(clamping: bits)) == 1,
      unsafe EVP_PKEY_generate(context, &key) == 1, let made = unsafe key
    else { return nil }
    unsafe self.init(adopting: made)
  }

  convenience init?(pem: [UInt8]) {
    // The buffer is read in place, so the bytes must stay where they are until the key is made.
    let key = unsafe pem.withUnsafeBytes { bytes -> OpaquePointer? in
      guard let text = unsafe BIO_new_mem_buf(bytes.baseAddress, Int32(clamping: bytes.count)) else { return nil }
      defer { unsafe BIO_free(text) }
      // Without a callback OpenSSL would ask at the terminal for the passphrase of an encrypted key.
      return unsafe PEM_read_bio_PrivateKey(text, nil, { _, _, _, _ in -1 }, nil)
    }
    guard let key = unsafe key else { return nil }
    unsafe self.init(adopting: key)
  }

  // MARK: looking

  var bits: Int { Int(unsafe EVP_PKEY_get_bits(key)) }
  var isRSA: Bool { unsafe EVP_PKEY_is_a(key, "RSA") == 1 }

  enum Part {
    case modulus, exponent

    fileprivate var name: String { self == .modulus ? OSSL_PKEY_PARAM_RSA_N : OSSL_PKEY_PARAM_RSA_E }
  }

  func number(_ part: Part) -> [UInt8]? {
    var number: OpaquePointer?
    guard unsafe EVP_PKEY_get_bn_param(key, part.name, &number) == 1, let found = unsafe number else { return nil }
    return unsafe BigNumber(adopting: found).bytes
  }

  func pem() -> [UInt8]? {
    guard let text = unsafe BIO_new(BIO_s_mem()) else { return nil }
    defer { unsafe BIO_free(text) }
    guard unsafe PEM_write_bio_PKCS8PrivateKey(text, key, nil, nil, 0, nil, nil) == 1 else { return nil }
    var bytes = [UInt8](repeating: 0, count: unsafe BIO_ctrl_pending(text))
    guard unsafe BIO_read(text, &bytes, Int32(clamping: bytes.count)) == Int32(bytes.count) else { return nil }
    return bytes
  }

  // MARK: signatures, PKCS#1 v1.5 with SHA-256

  func verifySHA256(signature: [UInt8], message: [UInt8]) -> Bool {
    guard let context = unsafe EVP_MD_CTX_new() else { return false }
    defer { unsafe EVP_MD_CTX_free(context) }
    return unsafe EVP_DigestVerifyInit(context, nil, DigestAlgorithm.sha256.pointer, nil, key) == 1
      && EVP_DigestVerify(context, signature, signature.count, message, message.count) == 1
  }

  func signSHA256(_ message: [UInt8]) -> [UInt8]? {
    guard let context = unsafe EVP_MD_CTX_new() else { return nil }
    defer { unsafe EVP_MD_CTX_free(context) }
    var count = (bits + 7) / 8
    var signature = [UInt8](repeating: 0, count: count)
    guard unsafe EVP_DigestSignInit(context, nil, DigestAlgorithm.sha256.pointer, nil, key) == 1,
      unsafe EVP_DigestSign(context, &signature, &count, message, message.count) == 1, count == signature.count
    else { return nil }
    return signature
  }
}

/// Owns a `BIGNUM`.
@safe struct BigNumber: ~Copyable {
  let pointer: OpaquePointer

  init(adopting pointer: OpaquePointer) {
    unsafe self.pointer = pointer
  }

  init?(_ bytes: [UInt8]) {
    guard let pointer = unsafe BN_bin2bn(bytes, Int32(clamping: bytes.count), nil) else { return nil }
    unsafe self.pointer = pointer
  }

  deinit {
    unsafe BN_free(pointer)
  }

  /// Big-endian, without leading zeros.
  var bytes: [UInt8] {
    var bytes = [UInt8](repeating: 0, count: (Int(unsafe BN_num_bits(pointer)) + 7) / 8)
    _ = unsafe BN_bn2bin(pointer, &bytes)
    return bytes
  }
}
