// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/Log.h"

#include <algorithm>

#include "core/secretForms.h"

namespace sidetone::core {
namespace {

constexpr std::size_t keptLines = 2000;
constexpr std::size_t shortestSecret = 4;

void replaceAll(std::string& text, const std::string& what) {
    static constexpr std::string_view mark = "[removed]";
    for (std::size_t at = text.find(what); at != std::string::npos;
         at = text.find(what, at + mark.size())) {
        text.replace(at, what.size(), mark);
    }
}

}  // namespace

void Log::setSink(Sink sink) {
    const std::lock_guard lock(mutex_);
    sink_ = std::move(sink);
}

void Log::setLevel(LogLevel least) {
    const std::lock_guard lock(mutex_);
    least_ = least;
}

void Log::hide(const Secret& secret) {
    if (secret.reveal().size() < shortestSecret) return;
    const std::lock_guard lock(mutex_);
    for (auto& form : secretForms(secret.reveal())) {
        if (std::find(hidden_.begin(), hidden_.end(), form) == hidden_.end()) {
            hidden_.push_back(std::move(form));
        }
    }
    std::stable_sort(hidden_.begin(), hidden_.end(),
                     [](const auto& a, const auto& b) { return a.size() > b.size(); });
}

std::string Log::clean(std::string_view text) const {
    const std::lock_guard lock(mutex_);
    return cleaned(text);
}

std::string Log::cleaned(std::string_view text) const {
    std::string out = redact(text);
    for (const auto& secret : hidden_) replaceAll(out, secret);
    return out;
}

void Log::write(LogLevel level, std::string_view room, std::string_view text) {
    const std::lock_guard lock(mutex_);
    if (level < least_) return;
    LogLine line{std::chrono::time_point_cast<Milliseconds>(std::chrono::system_clock::now()),
                 level, std::string(room), cleaned(text)};
    if (sink_) sink_(line);
    recent_.push_back(std::move(line));
    if (recent_.size() > keptLines) recent_.pop_front();
}

std::vector<LogLine> Log::recent() const {
    const std::lock_guard lock(mutex_);
    return {recent_.begin(), recent_.end()};
}

}  // namespace sidetone::core
