// SPDX-License-Identifier: GPL-3.0-or-later
#include "sip/call/SessionTimer.h"

#include <algorithm>
#include <optional>

#include "core/text.h"
#include "sip/message/Parameters.h"

namespace sidetone::sip {
namespace {

using std::chrono::seconds;

/// A day: more makes no sense, and no overflow.
constexpr std::uint64_t longest = 86'400;

struct Expires {
    seconds interval{0};
    std::string refresher;
};

std::optional<Expires> expiresOf(const Headers& headers) {
    const auto text = headers.first("Session-Expires");
    const auto semicolon = text.find(';');
    const auto number = core::parseNumber(core::trim(text.substr(0, semicolon)));
    if (!number || *number == 0) return std::nullopt;
    Expires expires{seconds(std::min(*number, longest)), {}};
    if (semicolon != std::string_view::npos) {
        if (const auto parameters = Parameters::parse(text.substr(semicolon + 1))) {
            expires.refresher = core::lowerAscii(parameters->value("refresher"));
        }
    }
    return expires;
}

}  // namespace

void SessionTimer::writeRequest(Request& request) const {
    auto text = std::to_string(interval_.count());
    if (role_ == Role::WeRefresh) text += ";refresher=uac";
    if (role_ == Role::TheyRefresh) text += ";refresher=uas";
    request.headers.set("Session-Expires", text);
    request.headers.set("Min-SE", std::to_string(minimum_.count()));
}

void SessionTimer::readAnswer(const Response& response) {
    const auto expires = expiresOf(response.headers);
    if (!expires) {
        // 7.2: nobody there knows of timers; ours alone would keep nothing alive.
        stop();
        return;
    }
    begin(expires->refresher == "uas" ? Role::TheyRefresh : Role::WeRefresh,
          std::max(expires->interval, least));
}

bool SessionTimer::readTooSmall(const Response& response) {
    const auto number = core::parseNumber(response.headers.first("Min-SE"));
    if (!number || *number > longest || seconds(*number) <= minimum_) return false;
    minimum_ = seconds(*number);
    interval_ = std::max(interval_, minimum_);
    return true;
}

bool SessionTimer::isTooSmall(const Request& request) {
    const auto expires = expiresOf(request.headers);
    return expires && expires->interval < least;
}

void SessionTimer::writeAnswer(const Request& request, Response& response) {
    const auto expires = expiresOf(request.headers);
    if (!expires) {
        stop();
        return;
    }
    // Table 2: their wish, else they refresh if they can.
    const bool theyKnow = request.headers.lists("Supported", "timer");
    const bool uac = expires->refresher.empty() ? theyKnow : expires->refresher == "uac";
    response.headers.set("Session-Expires", std::to_string(expires->interval.count()) +
                                                (uac ? ";refresher=uac" : ";refresher=uas"));
    if (uac && theyKnow) response.headers.add("Require", "timer");
    begin(uac ? Role::TheyRefresh : Role::WeRefresh, expires->interval);
}

void SessionTimer::begin(Role role, seconds interval) {
    role_ = role;
    interval_ = interval;
    const auto whole = std::chrono::duration_cast<core::Milliseconds>(interval);
    // Section 10: at half time, or the smaller of 32 s and a third before the end.
    const auto margin = std::min<core::Milliseconds>(core::Milliseconds(32'000), whole / 3);
    const bool ours = role == Role::WeRefresh;
    timer_ = clock_.after(ours ? whole / 2 : whole - margin, [this, ours] {
        const auto call = ours ? handlers_.refresh : handlers_.expired;
        if (call) call();
    });
}

void SessionTimer::stop() {
    role_ = Role::Off;
    timer_.stop();
}

}  // namespace sidetone::sip
