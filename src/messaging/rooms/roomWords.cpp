// SPDX-License-Identifier: GPL-3.0-or-later
#include "messaging/rooms/roomWords.h"

#include <array>

#include "core/text.h"

namespace sidetone::messaging {
namespace {

using core::ErrorCode;

struct Refusal {
    std::string_view condition;
    ErrorCode code;
    bool mayPass;
    const char* answer;
    const char* advice;
};

// XEP-0045 7.2 and 7.2.6 to 7.2.10.
constexpr std::array refusals{
    Refusal{"not-authorized", ErrorCode::Unauthorised, false,
            "the room wants a password, or another one", "Type the password of the room."},
    Refusal{"registration-required", ErrorCode::Forbidden, false, "it is for its members only",
            "Ask an administrator of the room to make you a member."},
    Refusal{"forbidden", ErrorCode::Forbidden, false, "you are banned from it",
            "Ask an administrator of the room to lift the ban."},
    Refusal{"conflict", ErrorCode::Busy, false, "somebody there has your name already",
            "Choose another name."},
    Refusal{"service-unavailable", ErrorCode::Unavailable, true, "it is full",
            "It will be tried again."},
    Refusal{"item-not-found", ErrorCode::NotFound, false,
            "there is no such room, or it is not set up yet", "Check the address."},
    Refusal{"gone", ErrorCode::NotFound, false, "the room has ended", ""},
    Refusal{"not-allowed", ErrorCode::Forbidden, false, "you may not make rooms on that server",
            "Ask your administrator."},
    Refusal{"not-acceptable", ErrorCode::InvalidInput, false,
            "it does not take this name, only the one that is reserved for you",
            "Choose another name."},
    Refusal{"jid-malformed", ErrorCode::InvalidInput, false, "the name or address is impossible",
            "Choose another name."},
    Refusal{"policy-violation", ErrorCode::Forbidden, true, "a policy of the server forbids it",
            ""},
    Refusal{"resource-constraint", ErrorCode::Unavailable, true, "its server is too busy",
            "It will be tried again."},
    Refusal{"internal-server-error", ErrorCode::Unavailable, true, "its server failed inside",
            "It will be tried again."},
    Refusal{"remote-server-timeout", ErrorCode::Timeout, true, "its server does not answer",
            "It will be tried again."},
    Refusal{"remote-server-not-found", ErrorCode::NotFound, true, "its server was not found",
            "Check the address."},
};

const Refusal* find(std::string_view condition) {
    for (const auto& refusal : refusals) {
        if (refusal.condition == condition) return &refusal;
    }
    return nullptr;
}

/// "by Anna", "for: reason".
std::string details(const xmpp::RoomItem& item) {
    std::string text;
    if (!item.actor.empty()) text += " by " + core::printable(item.actor, 100);
    if (!item.reason.empty()) text += ": " + core::printable(item.reason, 300);
    return text;
}

struct Ejection {
    int code;
    ErrorCode error;
    const char* us;     ///< "you were ..."
    const char* other;  ///< "Ben was ..."
};

// XEP-0045 15.6.2. 332 and 333 stand first: servers send them beside 307 (Prosody 0.12.3).
constexpr std::array ejections{
    Ejection{332, ErrorCode::Unavailable, "its server is being shut down",
             " left: the server is being shut down"},
    Ejection{333, ErrorCode::Unavailable, "the connection with it was lost",
             " lost the connection"},
    Ejection{301, ErrorCode::Forbidden, "you were banned", " was banned"},
    Ejection{321, ErrorCode::Forbidden, "you are not a member any more",
             " is not a member any more"},
    Ejection{322, ErrorCode::Forbidden, "the room is for its members only now",
             " left: the room is for its members only now"},
    Ejection{307, ErrorCode::Forbidden, "you were taken out of it", " was taken out"},
};

const Ejection* ejectionIn(const xmpp::RoomPresence& gone) {
    for (const auto& ejection : ejections) {
        if (gone.has(ejection.code)) return &ejection;
    }
    return nullptr;
}

struct News {
    int code;
    const char* sentence;
};

constexpr std::array news{
    News{100, "Everybody here sees who is who."},
    News{102, "The room shows also those who are not here."},
    News{103, "The room shows only those who are here."},
    News{104, "The room's settings were changed."},
    News{170, "The room's talk is recorded from now on."},
    News{171, "The room's talk is not recorded any more."},
    News{172, "Everybody here sees who is who from now on."},
    News{173, "Only moderators see who is who from now on."},
    News{174, "Nobody sees who is who from now on."},
};

}  // namespace

core::Error whyNotIn(const xmpp::RoomPresence& refusal, const std::string& name) {
    const auto tried = "Joining " + name;
    if (const auto* known = find(refusal.condition)) {
        return {known->code, tried, known->answer, known->advice};
    }
    auto error = refusal.error.value_or(core::Error{});
    error.tried = tried;
    return error;
}

bool mayPass(const xmpp::RoomPresence& refusal) {
    const auto* known = find(refusal.condition);
    return known != nullptr && known->mayPass;
}

std::optional<core::Error> whyOut(const xmpp::RoomPresence& gone, const std::string& name) {
    const auto tried = "Staying in " + name;
    if (gone.isDestroyed) {
        auto answer = std::string("the room was ended");
        if (!gone.destroyReason.empty()) {
            answer += ": " + core::printable(gone.destroyReason, 300);
        }
        const auto advice =
            gone.alternative.empty()
                ? std::string()
                : "The talk goes on in " + core::printable(gone.alternative, 300) + ".";
        return core::Error{ErrorCode::NotFound, tried, answer, advice};
    }
    const auto* ejection = ejectionIn(gone);
    if (ejection == nullptr) return {};
    return core::Error{ejection->error, tried, ejection->us + details(gone.item), {}};
}

std::string roomNews(int code) {
    for (const auto& entry : news) {
        if (entry.code == code) return entry.sentence;
    }
    return {};
}

std::string cameIn(const std::string& nickname) {
    return core::printable(nickname, 100) + " came in.";
}

std::string wentOut(const xmpp::RoomPresence& gone) {
    const auto who = core::printable(gone.from.resource, 100);
    if (gone.has(303)) {
        return who + " is now called " + core::printable(gone.item.nick, 100) + ".";
    }
    const auto* ejection = ejectionIn(gone);
    return ejection != nullptr ? who + ejection->other + details(gone.item) + "." : who + " left.";
}

}  // namespace sidetone::messaging
