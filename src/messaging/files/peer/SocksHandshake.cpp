// SPDX-License-Identifier: GPL-3.0-or-later
#include "messaging/files/peer/SocksHandshake.h"

namespace sidetone::messaging {
namespace {

using namespace std::string_literals;
using namespace std::string_view_literals;

constexpr std::uint8_t version = 5;
constexpr std::uint8_t connectCommand = 1;
constexpr std::uint8_t byName = 3;
constexpr std::uint8_t byFour = 1;
constexpr std::uint8_t bySix = 4;
/// Longer than any handshake: whoever writes more is no partner.
constexpr std::size_t longest = 1'024;

std::string named(std::string_view head, const std::string& name) {
    return std::string(head) + char(byName) + char(std::uint8_t(name.size())) + name + "\0\0"s;
}

}  // namespace

SocksHandshake SocksHandshake::caller(std::string name) {
    SocksHandshake handshake(Part::Choice, std::move(name));
    handshake.reply_ = "\x05\x01\0"sv;
    return handshake;
}

SocksHandshake SocksHandshake::host() {
    return {Part::Methods, {}};
}

void SocksHandshake::take(std::string_view bytes) {
    held_ += bytes;
    if (held_.size() > longest) {
        (void)fail();
        return;
    }
    while (state_ == State::Going && step()) {
    }
    // Nobody may speak before the place is agreed on: these bytes belong to something else.
    const bool isOver = state_ == State::Done || state_ == State::Asked;
    if (isOver && !held_.empty()) (void)fail();
}

bool SocksHandshake::step() {
    switch (part_) {
        case Part::Methods:
            return takeMethods();
        case Part::Choice:
            return takeChoice();
        case Part::Request:
            return takeRequest();
        case Part::Answer:
            break;
    }
    return takeAnswer();
}

bool SocksHandshake::fail() {
    state_ = State::Failed;
    held_.clear();
    return false;
}

bool SocksHandshake::takeMethods() {
    if (held_.size() < 2) return false;
    if (byte(0) != version) return fail();
    const std::size_t end = 2U + byte(1);
    if (held_.size() < end) return false;
    const bool isPlain = held_.substr(2, end - 2).find('\0') != std::string::npos;
    held_.erase(0, end);
    reply_ += isPlain ? "\x05\0"sv : "\x05\xFF"sv;
    if (!isPlain) return fail();
    part_ = Part::Request;
    return true;
}

bool SocksHandshake::takeChoice() {
    if (held_.size() < 2) return false;
    if (byte(0) != version || byte(1) != 0) return fail();
    held_.erase(0, 2);
    reply_ += named("\x05\x01\0"sv, name_);
    part_ = Part::Answer;
    return true;
}

bool SocksHandshake::takeRequest() {
    if (held_.size() < 5) return false;
    if (byte(0) != version || byte(1) != connectCommand || byte(3) != byName) return fail();
    const std::size_t length = byte(4);
    if (held_.size() < 5 + length + 2) return false;
    name_ = held_.substr(5, length);
    held_.erase(0, 5 + length + 2);
    state_ = State::Asked;
    return false;
}

bool SocksHandshake::takeAnswer() {
    if (held_.size() < 5) return false;
    if (byte(0) != version || byte(1) != 0) return fail();
    std::size_t length = 0;
    if (byte(3) == byName) {
        length = 1U + byte(4);
    } else if (byte(3) == byFour) {
        length = 4;
    } else if (byte(3) == bySix) {
        length = 16;
    } else {
        return fail();
    }
    if (held_.size() < 4 + length + 2) return false;
    held_.erase(0, 4 + length + 2);
    state_ = State::Done;
    return false;
}

void SocksHandshake::grant() {
    if (state_ != State::Asked) return;
    reply_ += named("\x05\0\0"sv, name_);
    state_ = State::Done;
}

}  // namespace sidetone::messaging
