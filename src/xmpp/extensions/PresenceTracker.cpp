// SPDX-License-Identifier: GPL-3.0-or-later
#include "xmpp/extensions/PresenceTracker.h"

#include <algorithm>
#include <charconv>
#include <utility>

#include "core/text.h"
#include "xmpp/Session.h"
#include "xmpp/extensions/Delay.h"
#include "xmpp/namespaces.h"
#include "xmpp/stanzas.h"

namespace sidetone::xmpp {
namespace {

using core::XmlElement;

struct ShowName {
    Show show;
    std::string_view name;
};
constexpr ShowName showNames[] = {{Show::Chat, "chat"},
                                  {Show::Away, "away"},
                                  {Show::ExtendedAway, "xa"},
                                  {Show::DoNotDisturb, "dnd"}};

constexpr std::int64_t longestIdle = 10LL * 365 * 24 * 3600;  // seconds; more is nonsense

std::optional<core::WallTime> readIdle(const XmlElement& stanza, core::WallTime now) {
    if (const auto* idle = stanza.child("idle", ns::idle))
        return readTime(idle->attribute("since"));
    const auto* last = stanza.child("query", ns::lastActivity);
    if (last == nullptr) return {};
    const auto seconds = core::parseNumber(last->attribute("seconds"));
    if (!seconds || *seconds <= 0 || *seconds > longestIdle) return {};
    return now - std::chrono::seconds(*seconds);
}

/// In both forms: clients that are about understand one or the other.
void writeIdle(XmlElement& stanza, core::WallTime since, core::WallTime now) {
    stanza.add(XmlElement("idle", ns::idle).setAttribute("since", writeTime(since)));
    const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(now - since).count();
    if (seconds <= 0) return;
    stanza.add(
        XmlElement("query", ns::lastActivity).setAttribute("seconds", std::to_string(seconds)));
}

std::string softwareIn(const XmlElement& stanza) {
    const auto* caps = stanza.child("c", ns::capabilities);
    if (caps == nullptr || caps->attribute("ver").empty()) return {};
    return std::string(caps->attribute("node")) + "#" + std::string(caps->attribute("ver"));
}

PresenceInfo readInfo(const XmlElement& stanza, core::WallTime now) {
    PresenceInfo info;
    info.show = Show::Available;
    const auto show = stanza.childText("show");
    for (const auto& entry : showNames) {
        if (entry.name == show) info.show = entry.show;
    }
    info.status = stanza.childText("status");
    const auto priority = stanza.childText("priority");
    int number = 0;
    const auto read = std::from_chars(priority.data(), priority.data() + priority.size(), number);
    if (read.ec == std::errc()) info.priority = std::clamp(number, -128, 127);
    if (const auto* custom = stanza.child("x", ns::customStatus)) {
        info.activity = custom->attribute("var");
    }
    info.idleSince = readIdle(stanza, now);
    return info;
}

}  // namespace

PresenceInfo readPresence(const XmlElement& stanza, core::WallTime now) {
    auto info = readInfo(stanza, now);
    if (stanza.attribute("type") == "unavailable") info.show = Show::Offline;
    return info;
}

XmlElement writePresence(const PresenceInfo& info, core::WallTime now) {
    if (info.show == Show::Offline) return stanza("presence", "unavailable");
    auto presence = stanza("presence");
    for (const auto& entry : showNames) {
        if (entry.show == info.show) {
            presence.add(XmlElement("show").setText(std::string(entry.name)));
        }
    }
    if (!info.status.empty()) presence.add(XmlElement("status").setText(info.status));
    if (info.priority != 0) {
        presence.add(XmlElement("priority").setText(std::to_string(info.priority)));
    }
    if (!info.activity.empty()) {
        presence.add(XmlElement("x", ns::customStatus).setAttribute("var", info.activity));
    }
    if (info.idleSince) writeIdle(presence, *info.idleSince, now);
    return presence;
}

PresenceTracker::PresenceTracker(Session& session) : Extension(session) {}
PresenceTracker::~PresenceTracker() = default;

void PresenceTracker::setOwn(PresenceInfo presence) {
    own_ = std::move(presence);
    if (session().state() == SessionState::Online) sendOwn();
}

void PresenceTracker::setExtra(XmlElement element) {
    extra_ = std::move(element);
}

void PresenceTracker::sendOwn(const core::Address& person) {
    auto presence = writePresence(own_, session().clock().wallTime());
    if (!person.isEmpty()) presence.setAttribute("to", person.text());
    if (own_.show == Show::Offline) return session().send(std::move(presence));
    if (!extra_.name.empty()) presence.add(extra_);
    session().send(std::move(presence));
}

void PresenceTracker::sessionStarted() {
    if (own_.show != Show::Offline) sendOwn();
}

void PresenceTracker::sessionEnded() {
    people_.clear();
    Q_EMIT reset();
}

bool PresenceTracker::takePresence(const XmlElement& stanza) {
    const auto jid = Jid::parse(stanza.attribute("from"));
    if (!jid) return false;
    const auto person = jid->address();
    if (person.isEmpty()) return false;
    const auto type = stanza.attribute("type");
    if (type == "subscribe") {
        Q_EMIT subscriptionRequested(person, stanza.childText("status"));
        return true;
    }
    const bool gone = type == "unavailable" || type == "error";
    if (!gone && !type.empty()) return false;
    if (gone && jid->resource.empty()) {
        people_.erase(person);  // of the person as a whole (RFC 6121 4.5.4)
    } else if (gone) {
        const auto found = people_.find(person);
        if (found == people_.end()) return true;
        found->second.erase(jid->resource);
        if (found->second.empty()) people_.erase(found);
    } else {
        people_[person][jid->resource] = {readInfo(stanza, session().clock().wallTime()),
                                          session().clock().now(), softwareIn(stanza)};
    }
    Q_EMIT changed(person);
    return true;
}

void PresenceTracker::forEachDevice(
    const std::function<void(const std::string&, core::Instant)>& visit) const {
    for (const auto& [person, devices] : people_) {
        for (const auto& [resource, device] : devices) {
            visit(resource.empty() ? person.text() : person.text() + "/" + resource, device.since);
        }
    }
}

void PresenceTracker::forget(const Jid& device) {
    const auto found = people_.find(device.address());
    if (found == people_.end() || found->second.erase(device.resource) == 0) return;
    if (found->second.empty()) people_.erase(found);
    Q_EMIT changed(device.address());
}

const PresenceTracker::Devices* PresenceTracker::of(const core::Address& person) const {
    const auto found = people_.find(person);
    return found != people_.end() ? &found->second : nullptr;
}

std::vector<std::string> PresenceTracker::devices(const core::Address& person) const {
    std::vector<std::string> result;
    const auto found = people_.find(person);
    if (found == people_.end()) return result;
    for (const auto& [resource, device] : found->second) {
        result.push_back(resource.empty() ? person.text() : person.text() + "/" + resource);
    }
    return result;
}

void PresenceTracker::sendTo(const core::Address& person, const char* type) {
    session().send(stanza("presence", type, person.text()));
}

void PresenceTracker::subscribe(const core::Address& person) {
    sendTo(person, "subscribe");
}
void PresenceTracker::unsubscribe(const core::Address& person) {
    sendTo(person, "unsubscribe");
}
void PresenceTracker::hideFrom(const core::Address& person) {
    sendTo(person, "unavailable");
}
void PresenceTracker::showTo(const core::Address& person) {
    if (own_.show != Show::Offline) sendOwn(person);
}
void PresenceTracker::approve(const core::Address& person) {
    sendTo(person, "subscribed");
}
void PresenceTracker::deny(const core::Address& person) {
    sendTo(person, "unsubscribed");
}

}  // namespace sidetone::xmpp
