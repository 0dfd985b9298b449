// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/SearchWords.h"

#include <sqlite3.h>

#include <algorithm>
#include <cstdint>
#include <memory>

namespace sidetone::store {
namespace {

struct Range {
    std::uint32_t first;
    std::uint32_t last;
};

/// Rising. Each of these signs is a word.
constexpr Range singles[] = {
    {0x0E00, 0x0EFF},  // Thai, Lao
    {0x1000, 0x109F},  // Myanmar
    {0x1780, 0x17FF},  // Khmer
    {0x203C, 0x203C},   {0x2049, 0x2049},   {0x2190, 0x21FF}, {0x2300, 0x23FF},
    {0x2460, 0x27BF},   {0x2900, 0x297F},   {0x2B00, 0x2BFF},  // symbols that are drawn as smileys
    {0x2E80, 0x2FDF},   {0x3005, 0x3007},   {0x3021, 0x3029}, {0x3040, 0x30FF},
    {0x31F0, 0x31FF},   {0x3297, 0x3299},   {0x3400, 0x4DBF}, {0x4E00, 0x9FFF},
    {0xF900, 0xFAFF},   {0xFF66, 0xFF9F},  // Chinese and Japanese
    {0x1F000, 0x1F3FA},  // smileys; the five colours of skin (1F3FB to 1F3FF) are no words
    {0x1F400, 0x1FAFF}, {0x20000, 0x3FFFF},
};

bool isSingle(std::uint32_t sign) {
    const auto* found = std::upper_bound(
        std::begin(singles), std::end(singles), sign,
        [](std::uint32_t value, const Range& range) { return value < range.first; });
    return found != std::begin(singles) && sign <= (found - 1)->last;
}

struct Sign {
    std::uint32_t code = 0;
    int length = 1;
};

/// What is no UTF-8 is taken byte by byte, as ordinary text.
Sign signAt(const char* text, int left) {
    const auto byte = [&](int i) { return static_cast<unsigned char>(text[i]); };
    const auto first = byte(0);
    const int length = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : first >= 0xC0 ? 2 : 1;
    if (length == 1 || length > left) return {first, 1};
    std::uint32_t code = first & (0xFFU >> (length + 1));
    for (int i = 1; i < length; ++i) {
        if ((byte(i) & 0xC0U) != 0x80U) return {first, 1};
        code = (code << 6) | (byte(i) & 0x3FU);
    }
    return {code, length};
}

/// What unicode61 makes, and how to ask it.
struct Inner {
    fts5_tokenizer methods{};
    void* module = nullptr;
};

struct Words {
    Inner inner;
    Fts5Tokenizer* tokenizer = nullptr;
};

using TokenCall = int (*)(void*, int, const char*, int, int, int);

/// Passes unicode61's words on with places in the whole text.
struct Shift {
    void* context;
    TokenCall call;
    int offset;
};

int shifted(void* context, int flags, const char* word, int length, int begin, int end) {
    const auto& shift = *static_cast<Shift*>(context);
    return shift.call(shift.context, flags, word, length, begin + shift.offset, end + shift.offset);
}

int create(void* module, const char** /*arguments*/, int /*count*/, Fts5Tokenizer** made) {
    auto words = std::make_unique<Words>();
    words->inner = *static_cast<Inner*>(module);
    const char* options[] = {"remove_diacritics", "2"};
    const int answer =
        words->inner.methods.xCreate(words->inner.module, options, 2, &words->tokenizer);
    if (answer != SQLITE_OK) return answer;
    *made = reinterpret_cast<Fts5Tokenizer*>(words.release());
    return SQLITE_OK;
}

void destroy(Fts5Tokenizer* tokenizer) {
    const std::unique_ptr<Words> words(reinterpret_cast<Words*>(tokenizer));
    words->inner.methods.xDelete(words->tokenizer);
}

int tokenize(Fts5Tokenizer* tokenizer, void* context, int flags, const char* text, int size,
             TokenCall call) {
    const auto& words = *reinterpret_cast<Words*>(tokenizer);
    const auto ordinary = [&](int begin, int end) {
        if (begin == end) return SQLITE_OK;
        Shift shift{context, call, begin};
        return words.inner.methods.xTokenize(words.tokenizer, &shift, flags, text + begin,
                                             end - begin, shifted);
    };
    int begin = 0;
    for (int at = 0; at < size;) {
        // Latin, Greek, Cyrillic, Hebrew and Arabic letters have at most two bytes.
        if (static_cast<unsigned char>(text[at]) < 0xE0) {
            ++at;
            continue;
        }
        const auto sign = signAt(text + at, size - at);
        if (isSingle(sign.code)) {
            if (const int answer = ordinary(begin, at); answer != SQLITE_OK) return answer;
            const int answer = call(context, 0, text + at, sign.length, at, at + sign.length);
            if (answer != SQLITE_OK) return answer;
            begin = at + sign.length;
        }
        at += sign.length;
    }
    return ordinary(begin, size);
}

void freeInner(void* module) {
    delete static_cast<Inner*>(module);
}

fts5_api* apiOf(sqlite3* connection) {
    fts5_api* api = nullptr;
    sqlite3_stmt* statement = nullptr;
    if (sqlite3_prepare_v2(connection, "SELECT fts5(?1)", -1, &statement, nullptr) == SQLITE_OK) {
        sqlite3_bind_pointer(statement, 1, &api, "fts5_api_ptr", nullptr);
        sqlite3_step(statement);
    }
    sqlite3_finalize(statement);
    return api;
}

}  // namespace

bool installSearchWords(sqlite3* connection) {
    auto* api = connection ? apiOf(connection) : nullptr;
    if (!api) return false;
    auto inner = std::make_unique<Inner>();
    if (api->xFindTokenizer(api, "unicode61", &inner->module, &inner->methods) != SQLITE_OK) {
        return false;
    }
    fts5_tokenizer methods{create, destroy, tokenize};
    return api->xCreateTokenizer(api, "sidetone", inner.release(), &methods, freeInner) ==
           SQLITE_OK;
}

}  // namespace sidetone::store
