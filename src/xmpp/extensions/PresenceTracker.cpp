// SPDX-License-Identifier: GPL-3.0-or-later
#include "xmpp/extensions/PresenceTracker.h"

#include <algorithm>
#include <charconv>
#include <utility>

#include "xmpp/Session.h"
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

PresenceInfo readInfo(const XmlElement& stanza) {
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
    return info;
}

}  // namespace

PresenceTracker::PresenceTracker(Session& session) : Extension(session) {}
PresenceTracker::~PresenceTracker() = default;

void PresenceTracker::setOwn(PresenceInfo presence) {
    own_ = std::move(presence);
    if (session().state() == SessionState::Online) sendOwn();
}

void PresenceTracker::setExtra(XmlElement element) {
    extra_ = std::move(element);
}

void PresenceTracker::sendOwn() {
    if (own_.show == Show::Offline) return session().send(stanza("presence", "unavailable"));
    auto presence = stanza("presence");
    for (const auto& entry : showNames) {
        if (entry.show == own_.show) {
            presence.add(XmlElement("show").setText(std::string(entry.name)));
        }
    }
    if (!own_.status.empty()) presence.add(XmlElement("status").setText(own_.status));
    if (own_.priority != 0) {
        presence.add(XmlElement("priority").setText(std::to_string(own_.priority)));
    }
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
        people_[person][jid->resource] = {readInfo(stanza), session().clock().now()};
    }
    Q_EMIT changed(person);
    return true;
}

PresenceInfo PresenceTracker::of(const core::Address& person) const {
    const auto found = people_.find(person);
    if (found == people_.end()) return {};
    const Device* best = nullptr;
    for (const auto& [resource, device] : found->second) {
        if (device.info.show == Show::DoNotDisturb) return device.info;
        const bool better =
            best == nullptr || device.info.priority > best->info.priority ||
            (device.info.priority == best->info.priority && device.since > best->since);
        if (better) best = &device;
    }
    return best != nullptr ? best->info : PresenceInfo();
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
void PresenceTracker::approve(const core::Address& person) {
    sendTo(person, "subscribed");
}
void PresenceTracker::deny(const core::Address& person) {
    sendTo(person, "unsubscribed");
}

}  // namespace sidetone::xmpp
