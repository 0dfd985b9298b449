// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/dnsAnswer.h"

#include <algorithm>
#include <cctype>
#include <cstdint>
#include <optional>

#include "core/text.h"

namespace sidetone::net {
namespace {

constexpr std::uint16_t typeSrv = 33;
constexpr std::uint16_t classInternet = 1;
constexpr std::size_t longestName = 255;

core::Error broken(std::string what) {
    return core::fail(core::ErrorCode::BadAnswer, {}, "the DNS answer is broken: " + what);
}

/// Reads big-endian numbers and names out of a message, never beyond its end.
class Reader {
public:
    explicit Reader(std::string_view message) : message_(message) {}

    [[nodiscard]] std::optional<std::uint16_t> number16() {
        if (left() < 2) return {};
        const auto value = static_cast<std::uint16_t>((byte(at_) << 8U) | byte(at_ + 1));
        at_ += 2;
        return value;
    }
    [[nodiscard]] std::optional<std::uint32_t> number32() {
        const auto high = number16();
        const auto low = number16();
        if (!high || !low) return {};
        return (static_cast<std::uint32_t>(*high) << 16U) | *low;
    }
    /// A name, with its pointers followed. A pointer must lead backwards, so that names that
    /// refer to themselves end.
    [[nodiscard]] std::optional<std::string> name() {
        std::string text;
        std::size_t at = at_;
        std::size_t bound = at_;
        bool jumped = false;
        while (at < message_.size()) {
            const std::uint8_t length = byte(at);
            if (length == 0) {
                if (!jumped) at_ = at + 1;
                return text;
            }
            if ((length & 0xC0U) == 0xC0U) {
                if (at + 1 >= message_.size()) return {};
                const std::size_t target = ((length & 0x3FU) << 8U) | byte(at + 1);
                if (!jumped) at_ = at + 2;
                jumped = true;
                if (target >= bound) return {};
                at = bound = target;
                continue;
            }
            if ((length & 0xC0U) != 0 || at + 1 + length > message_.size()) return {};
            if (text.size() + length + 1 > longestName) return {};
            if (!text.empty()) text += '.';
            text += message_.substr(at + 1, length);
            at += 1U + length;
        }
        return {};
    }
    [[nodiscard]] bool skip(std::size_t count) {
        if (left() < count) return false;
        at_ += count;
        return true;
    }
    [[nodiscard]] std::size_t at() const { return at_; }
    void moveTo(std::size_t at) { at_ = at; }

private:
    [[nodiscard]] std::size_t left() const { return message_.size() - at_; }
    [[nodiscard]] std::uint8_t byte(std::size_t at) const {
        return static_cast<std::uint8_t>(message_[at]);
    }
    std::string_view message_;
    std::size_t at_ = 0;
};

bool isHostName(std::string_view name) {
    return !name.empty() && std::all_of(name.begin(), name.end(), [](unsigned char c) {
        return std::isalnum(c) != 0 || c == '-' || c == '.' || c == '_';
    });
}

std::optional<SrvRecord> readData(Reader& reader, std::chrono::seconds timeToLive) {
    SrvRecord record;
    record.timeToLive = timeToLive;
    const auto priority = reader.number16();
    const auto weight = reader.number16();
    const auto port = reader.number16();
    const auto target = reader.name();
    if (!priority || !weight || !port || !target) return {};
    record.priority = *priority;
    record.weight = *weight;
    record.port = *port;
    record.target = core::lowerAscii(*target);
    return record;
}

/// Reads one record of the answer section; false where the message is broken.
bool readRecord(Reader& reader, std::vector<SrvRecord>& records) {
    const auto owner = reader.name();
    const auto type = reader.number16();
    const auto kind = reader.number16();
    const auto timeToLive = reader.number32();
    const auto length = reader.number16();
    if (!owner || !type || !kind || !timeToLive || !length) return false;
    const std::size_t begin = reader.at();
    if (!reader.skip(*length)) return false;
    if (*type != typeSrv || *kind != classInternet) return true;
    const std::size_t end = reader.at();
    reader.moveTo(begin);
    // RFC 2181 8: a time to live with the highest bit set counts as zero.
    const bool isSane = (*timeToLive & 0x80000000U) == 0;
    auto record = readData(reader, std::chrono::seconds(isSane ? *timeToLive : 0));
    if (!record || reader.at() > end) return false;
    if (isHostName(record->target)) records.push_back(std::move(*record));
    reader.moveTo(end);
    return true;
}

}  // namespace

core::Result<std::vector<SrvRecord>> readSrvAnswer(std::string_view message) {
    Reader reader(message);
    if (!reader.skip(4)) return broken("no header");
    const auto questions = reader.number16();
    const auto answers = reader.number16();
    if (!questions || !answers || !reader.skip(4)) return broken("no header");
    for (int i = 0; i < *questions; ++i) {
        if (!reader.name() || !reader.skip(4)) return broken("the question is cut");
    }
    std::vector<SrvRecord> records;
    for (int i = 0; i < *answers; ++i) {
        if (!readRecord(reader, records)) {
            return broken("record " + std::to_string(i + 1) + " cannot be read");
        }
    }
    return records;
}

}  // namespace sidetone::net
