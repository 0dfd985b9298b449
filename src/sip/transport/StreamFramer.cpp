// SPDX-License-Identifier: GPL-3.0-or-later
#include "sip/transport/StreamFramer.h"

namespace sidetone::sip {
namespace {

constexpr std::string_view lineEnd = "\r\n";
constexpr std::string_view headEnd = "\r\n\r\n";

core::Error broken(std::string why) {
    return core::fail(core::ErrorCode::BadAnswer, "Reading from the call server", std::move(why));
}

}  // namespace

core::Status StreamFramer::feed(std::string_view bytes) {
    buffer_ += bytes;
    while (!buffer_.empty()) {
        auto progress = step();
        if (!progress) return progress.error();
        if (*progress == Progress::NeedsMore) break;
    }
    return {};
}

bool StreamFramer::takeKeepAlive() {
    const std::string_view view = buffer_;
    if (view.starts_with(headEnd)) {
        buffer_.erase(0, headEnd.size());
        if (handlers_.ping) handlers_.ping();
        return true;
    }
    // A CRLF with nothing or something else behind is an answer to a ping.
    if (view.starts_with(lineEnd)) {
        buffer_.erase(0, lineEnd.size());
        if (handlers_.pong) handlers_.pong();
        return true;
    }
    return false;
}

core::Result<StreamFramer::Progress> StreamFramer::step() {
    if (takeKeepAlive()) return Progress::Again;
    const auto end = buffer_.find(headEnd);
    if (end == std::string::npos) {
        if (buffer_.size() > limits_.headBytes) return broken("headers without end");
        return Progress::NeedsMore;
    }
    auto message = parseHead(std::string_view(buffer_).substr(0, end), limits_);
    if (!message) return broken(message.error().answer);
    const auto length = contentLength(headersOf(*message), limits_);
    if (!length) return broken(length.error().answer);
    if (!length->has_value()) return broken("a message without Content-Length");
    const auto begin = end + headEnd.size();
    if (buffer_.size() < begin + **length) return Progress::NeedsMore;
    std::visit([&](auto& any) { any.body = buffer_.substr(begin, **length); }, *message);
    buffer_.erase(0, begin + **length);
    if (handlers_.message) handlers_.message(std::move(*message));
    return Progress::Again;
}

}  // namespace sidetone::sip
