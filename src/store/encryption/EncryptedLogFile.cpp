// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <cstring>
#include <utility>

#include "store/encryption/EncryptedFile.h"

namespace sidetone::store {
namespace {

constexpr std::size_t aboutSize = 16;    ///< of a frame's header: page, length, both salts
constexpr std::size_t checksumSize = 8;  ///< the rest of it
constexpr std::size_t pageAt = aboutSize + checksumSize;

std::int64_t pageOf(std::span<const std::uint8_t> frame) {
    return (std::int64_t(frame[0]) << 24) | (frame[1] << 16) | (frame[2] << 8) | frame[3];
}

}  // namespace

int EncryptedLogFile::readFrame(std::int64_t start, Found& found, PageCipher::Opened& opened) {
    const int answer = readBelow(sealed_.data(), sealed_.size(), start);
    found = Found::End;
    plain_.fill(0);
    if (answer == SQLITE_IOERR_SHORT_READ) return SQLITE_OK;
    if (answer != SQLITE_OK) return answer;
    std::copy_n(sealed_.begin(), pageAt, plain_.begin());
    const auto sealed = std::span<const std::uint8_t>(sealed_);
    const auto plain = std::span<std::uint8_t>(plain_);
    opened = cipher_.open(sealed.subspan(pageAt), plain.subspan(pageAt),
                          plain.subspan(aboutSize, checksumSize), sealed.first(aboutSize));
    found = opened == PageCipher::Opened::Right ? Found::Frame : Found::Unreadable;
    if (found == Found::Unreadable) plain_.fill(0);
    return SQLITE_OK;
}

int EncryptedLogFile::writeFrame(std::int64_t start) {
    std::copy_n(plain_.begin(), pageAt, sealed_.begin());
    const auto plain = std::span<const std::uint8_t>(plain_);
    const auto sealed = std::span<std::uint8_t>(sealed_);
    if (!cipher_.seal(plain.subspan(pageAt), sealed.subspan(pageAt),
                      sealed.subspan(aboutSize, checksumSize), plain.first(aboutSize))) {
        return SQLITE_IOERR_WRITE;
    }
    return writeBelow(sealed_.data(), sealed_.size(), start);
}

int EncryptedLogFile::read(std::uint8_t* room, std::int64_t amount, std::int64_t offset) {
    if (const int settled = settle(); settled != SQLITE_OK) return settled;
    if (offset + amount <= logHeader) return readBelow(room, std::size_t(amount), offset);
    const auto within = (offset - logHeader) % frameSize;
    if (offset < logHeader || within + amount > frameSize) return SQLITE_IOERR_READ;
    auto found = Found::End;
    auto opened = PageCipher::Opened::Damaged;
    const int answer = readFrame(offset - within, found, opened);
    std::memcpy(room, plain_.data() + within, std::size_t(amount));
    if (answer != SQLITE_OK) return answer;
    if (found == Found::End) return SQLITE_IOERR_SHORT_READ;
    if (found == Found::Frame) return SQLITE_OK;
    // Recovery reads whole frames, and takes the first that is not right (here: zeros) for the
    // log's end: what a crash tore. Another key is no crash: it must not cut the log.
    const bool isRecovery = amount == frameSize;
    const bool isTorn =
        opened == PageCipher::Opened::Damaged ||
        std::all_of(sealed_.end() - 4, sealed_.end(), [](std::uint8_t byte) { return byte == 0; });
    if (isRecovery && isTorn) return SQLITE_OK;
    return note(opened, pageOf(sealed_));
}

int EncryptedLogFile::write(const std::uint8_t* bytes, std::int64_t amount, std::int64_t offset) {
    if (offset + amount <= logHeader) {
        if (const int settled = settle(); settled != SQLITE_OK) return settled;
        return writeBelow(bytes, std::size_t(amount), offset);
    }
    const auto within = (offset - logHeader) % frameSize;
    const auto start = offset - within;
    if (offset >= logHeader && within == 0 && amount == frameHeader) {
        if (const int settled = settle(); settled != SQLITE_OK) return settled;
        std::copy_n(bytes, frameHeader, waiting_.begin());
        waitingAt_ = start;
        return SQLITE_OK;
    }
    if (within != frameHeader || amount != frameSize - frameHeader) return SQLITE_IOERR_WRITE;
    if (waitingAt_ == start) {
        std::copy(waiting_.begin(), waiting_.end(), plain_.begin());
        waitingAt_ = -1;
    } else {
        // A page in the place of another of the same transaction; its checksum comes afterwards.
        if (const int settled = settle(); settled != SQLITE_OK) return settled;
        auto found = Found::End;
        auto opened = PageCipher::Opened::Damaged;
        const int answer = readFrame(start, found, opened);
        if (answer != SQLITE_OK) return answer;
        if (found != Found::Frame) return SQLITE_IOERR_WRITE;
    }
    std::copy_n(bytes, amount, plain_.begin() + frameHeader);
    return writeFrame(start);
}

int EncryptedLogFile::settle() {
    if (waitingAt_ < 0) return SQLITE_OK;
    // A header without a page: SQLite renews the checksum of a frame that is there.
    const auto start = std::exchange(waitingAt_, -1);
    auto found = Found::End;
    auto opened = PageCipher::Opened::Damaged;
    const int answer = readFrame(start, found, opened);
    if (answer != SQLITE_OK) return answer;
    // The page of a new frame could not be written, which SQLite knows.
    if (found != Found::Frame) return SQLITE_OK;
    std::copy(waiting_.begin(), waiting_.end(), plain_.begin());
    return writeFrame(start);
}

}  // namespace sidetone::store
