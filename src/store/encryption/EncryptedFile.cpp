// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/encryption/EncryptedFile.h"

#include <algorithm>
#include <cstring>

namespace sidetone::store {
namespace {

/// What a sealed page is bound to: where it belongs.
std::array<std::uint8_t, 10> placeOf(std::int64_t page) {
    std::array<std::uint8_t, 10> place{'d', 'b'};
    for (std::size_t i = 0; i < 8; ++i) place[2 + i] = std::uint8_t(page >> (56 - 8 * i));
    return place;
}

}  // namespace

int EncryptedFile::readBelow(void* room, std::size_t amount, std::int64_t offset) {
    return below_->pMethods->xRead(below_, room, int(amount), offset);
}

int EncryptedFile::writeBelow(const void* bytes, std::size_t amount, std::int64_t offset) {
    return below_->pMethods->xWrite(below_, bytes, int(amount), offset);
}

int EncryptedFile::note(PageCipher::Opened opened, std::int64_t page) {
    // A file whose first page opens has the right key: then a strange mark is damage.
    if (opened == PageCipher::Opened::WrongKey && page == 1) {
        trouble_.isWrongKey = true;
    } else {
        trouble_.damagedPage = page;
    }
    return SQLITE_IOERR_DATA;
}

int EncryptedDatabaseFile::readPage(Page& page, std::int64_t number) {
    constexpr auto size = std::int64_t(PageCipher::pageSize);
    // SQLite looks at page 1 without a lock when it opens a file: another program's writing of
    // it may be seen in its middle.
    constexpr int tries = 3;
    auto opened = PageCipher::Opened::Damaged;
    for (int i = 0; i < tries; ++i) {
        const int answer = readBelow(sealed_.data(), sealed_.size(), (number - 1) * size);
        if (answer == SQLITE_IOERR_SHORT_READ) {
            // At the file's end the rest of the room is zeros; a piece of a page is none.
            const bool isEnd = std::all_of(sealed_.begin(), sealed_.end(),
                                           [](std::uint8_t byte) { return byte == 0; });
            if (!isEnd) continue;
            page.fill(0);
            return answer;
        }
        if (answer != SQLITE_OK) return answer;
        opened = cipher_.open(sealed_, page, {}, placeOf(number));
        if (opened == PageCipher::Opened::Right) return SQLITE_OK;
    }
    return note(opened, number);
}

int EncryptedDatabaseFile::read(std::uint8_t* room, std::int64_t amount, std::int64_t offset) {
    constexpr auto size = std::int64_t(PageCipher::pageSize);
    const auto within = offset % size;
    // Whole pages, or a part of the first one: SQLite asks for nothing else.
    if (within + amount > size) return SQLITE_IOERR_READ;
    const int answer = readPage(plain_, offset / size + 1);
    std::memcpy(room, plain_.data() + within, std::size_t(amount));
    return answer;
}

int EncryptedDatabaseFile::write(const std::uint8_t* bytes, std::int64_t amount,
                                 std::int64_t offset) {
    constexpr auto size = std::int64_t(PageCipher::pageSize);
    if (offset % size != 0 || amount != size) return SQLITE_IOERR_WRITE;
    const auto page = std::span(bytes, std::size_t(amount));
    if (!cipher_.seal(page, sealed_, {}, placeOf(offset / size + 1))) return SQLITE_IOERR_WRITE;
    return writeBelow(sealed_.data(), sealed_.size(), offset);
}

}  // namespace sidetone::store
