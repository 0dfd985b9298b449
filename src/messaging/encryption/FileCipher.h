// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "core/Random.h"
#include "core/Result.h"
#include "core/Secret.h"

namespace sidetone::messaging {

/// The key of an encrypted file, as it travels in the fragment of its address (XEP-0454):
/// "aesgcm://host/path#" and 24 hexadecimal digits of the vector and 64 of the key.
struct FileKey {
    std::string iv;    ///< 12 bytes; 16 of old programs
    core::Secret key;  ///< 32 bytes

    [[nodiscard]] static FileKey make(core::Random& random);
    /// Empty where the fragment is none: another length, or other characters.
    [[nodiscard]] static std::optional<FileKey> fromFragment(std::string_view fragment);
    [[nodiscard]] core::Secret fragment() const;
};

/// An "aesgcm:" address in its parts.
struct EncryptedFileAddress {
    std::string url;  ///< "https://host/path", which tells nothing of the key
    FileKey key;

    /// Empty where it is no such address. A line feed and what follows it (a small picture) are
    /// left out.
    [[nodiscard]] static std::optional<EncryptedFileAddress> parse(std::string_view text);
    /// For the body of an encrypted message alone, never for a log.
    [[nodiscard]] core::Secret text() const;
};

/// Encrypts or decrypts a file in pieces, AES-256-GCM with the tag of 16 bytes behind it: a file
/// of any size goes through with a piece of it in memory. What decrypt() gives is not proven
/// before finish() said so: keep it from the person until then. Any one thread.
class FileCipher {
public:
    enum class Way { Encrypt, Decrypt };
    FileCipher(Way way, const FileKey& key);
    ~FileCipher();
    FileCipher(const FileCipher&) = delete;
    FileCipher& operator=(const FileCipher&) = delete;

    /// What this piece becomes; decrypting holds the last 16 bytes back.
    [[nodiscard]] core::Result<std::string> update(std::string_view piece);
    /// Encrypting: the tag, to be written behind the rest. Decrypting: nothing, or Forbidden where
    /// the file was changed or cut.
    [[nodiscard]] core::Result<std::string> finish();

    static constexpr std::int64_t overhead = 16;  ///< bytes that an encrypted file is larger

private:
    class Context;
    std::unique_ptr<Context> context_;
};

}  // namespace sidetone::messaging
