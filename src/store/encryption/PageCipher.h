// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>

#include "core/Secret.h"

struct evp_cipher_ctx_st;

namespace sidetone::store {

/// Seals one page of a database with AES-256-GCM (NIST SP 800-38D). The page's last bytes, which
/// SQLite leaves alone (its "reserved" bytes), hold what opens it again:
///
///     content, encrypted | nonce, 12 random bytes | tag, 16 | mark of the key, 4
///
/// A nonce is drawn for every writing of a page: after 2^32 writings with one key two would be
/// the same with a probability of 2^-33, which is a thousand years of a busy history. The mark
/// tells a wrong key from a damaged page; it is derived from the key and tells nothing about it.
/// One thread at a time.
class PageCipher {
public:
    static constexpr std::size_t pageSize = 4096;
    static constexpr std::size_t reservedSize = 32;
    static constexpr std::size_t contentSize = pageSize - reservedSize;
    using Bytes = std::span<const std::uint8_t>;
    using Room = std::span<std::uint8_t>;

    enum class Opened { Right, WrongKey, Damaged };

    /// `key`: 32 random bytes. What encrypts is derived from it (HKDF, SHA-256), so that the
    /// same key may serve another purpose.
    explicit PageCipher(const core::Secret& key);
    ~PageCipher();
    PageCipher(const PageCipher&) = delete;
    PageCipher& operator=(const PageCipher&) = delete;

    /// `page` and `sealed` are whole pages, `page`'s reserved bytes do not count. `companion` (up
    /// to 16 bytes beside the page) is encrypted in place with it. `about` is not encrypted, but
    /// must be the same at the opening. False: OpenSSL failed.
    [[nodiscard]] bool seal(Bytes page, Room sealed, Room companion, Bytes about);
    /// What comes out of another page, place or key than seal() had is Damaged or WrongKey, and
    /// `page` is then all zeros.
    [[nodiscard]] Opened open(Bytes sealed, Room page, Room companion, Bytes about);

private:
    struct Closer {
        void operator()(evp_cipher_ctx_st* context) const;
    };
    std::unique_ptr<evp_cipher_ctx_st, Closer> sealing_;
    std::unique_ptr<evp_cipher_ctx_st, Closer> opening_;
    std::array<std::uint8_t, 4> mark_{};
};

}  // namespace sidetone::store
