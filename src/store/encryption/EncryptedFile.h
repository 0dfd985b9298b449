// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <sqlite3.h>

#include <array>
#include <atomic>
#include <cstdint>

#include "store/encryption/PageCipher.h"

namespace sidetone::store {

/// What was wrong with a page, kept for the error's words.
struct PageTrouble {
    std::atomic<bool> isWrongKey = false;
    std::atomic<std::int64_t> damagedPage = 0;  ///< number from 1; 0: none
};

/// One open file: it reads and writes as SQLite asks for, and seals and opens pages on the way.
/// Results are SQLite's codes. A page that cannot be opened is SQLITE_IOERR_DATA.
class EncryptedFile {
public:
    EncryptedFile(sqlite3_file* below, const core::Secret& key, PageTrouble& trouble)
        : below_(below), cipher_(key), trouble_(trouble) {}
    virtual ~EncryptedFile() = default;
    EncryptedFile(const EncryptedFile&) = delete;
    EncryptedFile& operator=(const EncryptedFile&) = delete;

    virtual int read(std::uint8_t* room, std::int64_t amount, std::int64_t offset) = 0;
    virtual int write(const std::uint8_t* bytes, std::int64_t amount, std::int64_t offset) = 0;
    /// Before anything that is neither.
    virtual int settle() { return SQLITE_OK; }
    [[nodiscard]] sqlite3_file* below() const { return below_; }

protected:
    using Page = std::array<std::uint8_t, PageCipher::pageSize>;

    int readBelow(void* room, std::size_t amount, std::int64_t offset);
    int writeBelow(const void* bytes, std::size_t amount, std::int64_t offset);
    int note(PageCipher::Opened opened, std::int64_t page);

    sqlite3_file* below_;
    PageCipher cipher_;
    PageTrouble& trouble_;
};

/// The database itself: page after page.
class EncryptedDatabaseFile final : public EncryptedFile {
public:
    using EncryptedFile::EncryptedFile;
    int read(std::uint8_t* room, std::int64_t amount, std::int64_t offset) override;
    int write(const std::uint8_t* bytes, std::int64_t amount, std::int64_t offset) override;

private:
    int readPage(Page& page, std::int64_t number);
    Page sealed_{};
    Page plain_{};
};

/// The write-ahead log (sqlite.org/fileformat2.html, 4): a header of 32 bytes, then frames of a
/// header of 24 bytes and a page. The frame header's last 8 bytes are a checksum over the plain
/// page: it is sealed as the page's companion. SQLite writes header and page one after the other;
/// the header waits for its page, and both go to the disk at once.
class EncryptedLogFile final : public EncryptedFile {
public:
    using EncryptedFile::EncryptedFile;
    int read(std::uint8_t* room, std::int64_t amount, std::int64_t offset) override;
    int write(const std::uint8_t* bytes, std::int64_t amount, std::int64_t offset) override;
    int settle() override;

private:
    static constexpr std::int64_t logHeader = 32;
    static constexpr std::int64_t frameHeader = 24;
    static constexpr std::int64_t frameSize = frameHeader + std::int64_t(PageCipher::pageSize);
    using Frame = std::array<std::uint8_t, std::size_t(frameSize)>;
    enum class Found { Frame, End, Unreadable };

    /// Reads and opens the frame into `plain_`.
    int readFrame(std::int64_t start, Found& found, PageCipher::Opened& opened);
    /// Seals `plain_` and writes it.
    int writeFrame(std::int64_t start);

    Frame sealed_{};
    Frame plain_{};
    std::array<std::uint8_t, std::size_t(frameHeader)> waiting_{};
    std::int64_t waitingAt_ = -1;  ///< where the header that waits belongs; -1: none does
};

}  // namespace sidetone::store
