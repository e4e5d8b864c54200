import COpenSSL

/// Owns an `EVP_CIPHER_CTX` for one message under AES-GCM.
///
/// Order: `authenticate`, `update`, then `finish` and `tag` to seal, `expect(tag:)` and `finish` to open.
@safe final class CipherContext {
  enum Direction: Int32 { case open = 0, seal = 1 }

  private let context: OpaquePointer

  init?(key: [UInt8], nonce: [UInt8], _ direction: Direction) {
    guard let context = unsafe EVP_CIPHER_CTX_new() else { return nil }
    unsafe self.context = context
    let algorithm = unsafe key.count == 32 ? EVP_aes_256_gcm() : EVP_aes_128_gcm()
    // The length of the nonce must be known before the nonce is given.
    guard unsafe EVP_CipherInit_ex(context, algorithm, nil, nil, nil, direction.rawValue) == 1,
      unsafe EVP_CIPHER_CTX_ctrl(context, EVP_CTRL_AEAD_SET_IVLEN, Int32(clamping: nonce.count), nil) == 1,
      unsafe EVP_CipherInit_ex(context, nil, nil, key, nonce, direction.rawValue) == 1
    else { return nil }
  }

  deinit {
    unsafe EVP_CIPHER_CTX_free(context)
  }

  func authenticate(_ data: [UInt8]) -> Bool {
    var count: Int32 = 0
    return unsafe data.isEmpty || EVP_CipherUpdate(context, nil, &count, data, Int32(clamping: data.count)) == 1
  }

  func update(_ input: [UInt8]) -> [UInt8]? {
    var count: Int32 = 0
    // GCM is a stream: as much comes out as went in.
    var output = [UInt8](repeating: 0, count: input.count)
    if input.isEmpty { return output }
    guard unsafe EVP_CipherUpdate(context, &output, &count, input, Int32(clamping: input.count)) == 1,
      Int(count) == input.count
    else { return nil }
    return output
  }

  /// When opening, false also means that the tag does not fit.
  func finish() -> Bool {
    var count: Int32 = 0
    return unsafe withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 16) { rest in
      unsafe EVP_CipherFinal_ex(context, rest.baseAddress, &count) == 1
    }
  }

  func tag(count: Int) -> [UInt8]? {
    var tag = [UInt8](repeating: 0, count: count)
    return unsafe EVP_CIPHER_CTX_ctrl(context, EVP_CTRL_AEAD_GET_TAG, Int32(count), &tag) == 1 ? tag : nil
  }

  func expect(tag: [UInt8]) -> Bool {
    var tag = tag
    return unsafe EVP_CIPHER_CTX_ctrl(context, EVP_CTRL_AEAD_SET_TAG, Int32(tag.count), &tag) == 1
  }
}
