// SPDX-License-Identifier: GPL-3.0-or-later
#include "Channel.h"

#include <unistd.h>

#include <array>
#include <cerrno>
#include <charconv>

namespace sidetone::pac {
namespace {

constexpr std::size_t largestMessage = 2U << 20U;
constexpr std::size_t longestHead = 12;

}  // namespace

bool Channel::fill() {
    std::array<char, 16384> bytes{};
    for (;;) {
        const ssize_t size = ::read(STDIN_FILENO, bytes.data(), bytes.size());
        if (size < 0 && errno == EINTR) continue;
        if (size <= 0) return false;
        pending_.append(bytes.data(), static_cast<std::size_t>(size));
        return true;
    }
}

std::optional<Message> Channel::read() {
    auto line = pending_.find('\n');
    while (line == std::string::npos) {
        if (pending_.size() > longestHead || !fill()) return std::nullopt;
        line = pending_.find('\n');
    }
    if (line < 2 || line > longestHead) return std::nullopt;
    std::size_t length = 0;
    const auto read = std::from_chars(pending_.data() + 1, pending_.data() + line, length);
    if (read.ec != std::errc() || length > largestMessage) return std::nullopt;
    while (pending_.size() < line + 1 + length) {
        if (!fill()) return std::nullopt;
    }
    Message message{pending_[0], pending_.substr(line + 1, length)};
    pending_.erase(0, line + 1 + length);
    return message;
}

void Channel::write(char kind, std::string_view text) {
    std::string all = kind + std::to_string(text.size()) + "\n" + std::string(text);
    std::string_view left = all;
    while (!left.empty()) {
        const ssize_t size = ::write(STDOUT_FILENO, left.data(), left.size());
        if (size < 0 && errno == EINTR) continue;
        if (size <= 0) _exit(0);  // the client is gone
        left.remove_prefix(static_cast<std::size_t>(size));
    }
}

}  // namespace sidetone::pac
