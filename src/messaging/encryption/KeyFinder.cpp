// SPDX-License-Identifier: GPL-3.0-or-later
#include "messaging/encryption/KeyFinder.h"

#include <algorithm>
#include <utility>

#include "xmpp/Session.h"
#include "xmpp/stanzas.h"

namespace sidetone::messaging {
namespace {

using std::chrono_literals::operator""min;
using std::chrono_literals::operator""s;
using core::XmlElement;

constexpr core::Milliseconds listLasts = 10min;
/// A list without devices may get one at any moment, and only people in our contact list tell us.
constexpr core::Milliseconds emptyLasts = 4s;
/// Some programs announce a device before its keys (Dino 0.4.2): it is asked for again after this,
/// then after twice as long, and so on. Between that a message does not ask again.
constexpr core::Milliseconds firstRetry = 2s;
constexpr int mostRetries = 6;
constexpr auto pubsub = "http://jabber.org/protocol/pubsub";

XmlElement askForItem(const core::Address& owner, const std::string& node, const std::string& id) {
    XmlElement items("items", pubsub);
    items.setAttribute("node", node);
    // Readers of the legacy form take whatever id the newest item has.
    if (id.empty()) {
        items.setAttribute("max_items", "1");
    } else {
        items.add(XmlElement("item", pubsub).setAttribute("id", id));
    }
    XmlElement query("pubsub", pubsub);
    query.add(std::move(items));
    auto iq = xmpp::stanza("iq", "get", owner.text());
    iq.add(std::move(query));
    return iq;
}

const XmlElement* payloadIn(const XmlElement& answer, const char* name) {
    const auto* query = answer.child("pubsub", pubsub);
    const auto* items = query != nullptr ? query->child("items", pubsub) : nullptr;
    if (items == nullptr) return nullptr;
    const XmlElement* found = nullptr;
    for (const auto& item : items->children) {
        const auto* payload = item.child(name);
        if (payload == nullptr) continue;
        if (found == nullptr || item.attribute("id") == "current") found = payload;
    }
    return found;
}

}  // namespace

/// Several questions with one answer.
struct KeyFinder::Gathering {
    std::size_t open = 1;
    core::Status status;
    Done done;

    void answered() {
        if (--open == 0) done(status);
    }
};

KeyFinder::KeyFinder(Parts parts) : parts_(std::move(parts)) {}

void KeyFinder::reset() {
    asked_.clear();
    without_.clear();
}

bool KeyFinder::isFresh(const ListName& name) const {
    const auto found = asked_.find(name);
    if (found == asked_.end()) return false;
    const auto& [when, emptyAnswers] = found->second;
    const auto lasts =
        emptyAnswers == 0 ? listLasts
                          : std::min(listLasts, emptyLasts * (1 << std::min(emptyAnswers - 1, 10)));
    return parts_.clock.millisecondsSince(when) < lasts.count();
}

bool KeyFinder::isKnown(const core::Address& owner) const {
    return asked_.contains({owner, Scheme::Omemo}) || !parts_.book.all(owner).empty();
}

void KeyFinder::findLists(const std::vector<core::Address>& people, Done done) {
    auto gathering = std::make_shared<Gathering>();
    gathering->done = std::move(done);
    for (const auto& person : people) {
        for (const auto scheme : {Scheme::Omemo, Scheme::Legacy}) {
            if (!isFresh({person, scheme})) findList({person, scheme}, gathering);
        }
    }
    gathering->answered();
}

void KeyFinder::findList(const ListName& name, const std::shared_ptr<Gathering>& gathering) {
    ++gathering->open;
    parts_.session.request(askForItem(name.first, xmpp::deviceListNode(name.second), {}))
        .then(owner_, [this, name, gathering](const core::Result<XmlElement>& answer) {
            const bool isSilent = !answer && (answer.error().code == core::ErrorCode::Unavailable ||
                                              answer.error().code == core::ErrorCode::Timeout ||
                                              answer.error().code == core::ErrorCode::Cancelled);
            if (isSilent) {
                // What was known before counts on; who was never known cannot be judged now.
                if (!isKnown(name.first)) gathering->status = answer.error();
            } else {
                const auto* list =
                    answer ? payloadIn(*answer, name.second == Scheme::Omemo ? "devices" : "list")
                           : nullptr;
                takeList(name.first, name.second, list != nullptr ? *list : XmlElement());
            }
            gathering->answered();
        });
}

void KeyFinder::takeList(const core::Address& owner, Scheme scheme, const XmlElement& list) {
    const auto devices = xmpp::readDeviceList(scheme, list);
    auto& asked = asked_[{owner, scheme}];
    asked.when = parts_.clock.now();
    asked.emptyAnswers = devices.empty() ? asked.emptyAnswers + 1 : 0;
    if (parts_.book.setList(owner, scheme, devices)) parts_.changed(owner);
}

bool KeyFinder::isWithout(const DeviceAddress& device) const {
    return without_.contains(device);
}

void KeyFinder::findSessions(const std::vector<DeviceAddress>& devices, Done done) {
    auto gathering = std::make_shared<Gathering>();
    gathering->done = std::move(done);
    for (const auto& device : devices) {
        if (parts_.ratchet.hasSession(device)) continue;
        const auto tried = without_.find(device);
        if (tried != without_.end() && tried->second.timer.isSet()) continue;
        fetchBundle(device, gathering);
    }
    gathering->answered();
}

void KeyFinder::repair(const DeviceAddress& device, Done done) {
    auto gathering = std::make_shared<Gathering>();
    gathering->done = std::move(done);
    fetchBundle(device, gathering);
    gathering->answered();
}

void KeyFinder::fetchBundle(const DeviceAddress& device,
                            const std::shared_ptr<Gathering>& gathering) {
    ++gathering->open;
    const auto id = device.scheme == Scheme::Omemo ? xmpp::bundleItem(device.scheme, device.device)
                                                   : std::string();
    parts_.session
        .request(askForItem(device.owner, xmpp::bundleNode(device.scheme, device.device), id))
        .then(owner_, [this, device, gathering](const core::Result<XmlElement>& answer) {
            if (!answer && answer.error().code == core::ErrorCode::Unavailable) {
                gathering->status = answer.error();
            } else if (!answer || !took(device, *answer)) {
                noteWithout(device);
            } else {
                without_.erase(device);
            }
            gathering->answered();
        });
}

void KeyFinder::noteWithout(const DeviceAddress& device) {
    auto& without = without_[device];
    if (without.retries >= mostRetries) return;
    const auto wait = firstRetry * (1 << without.retries++);
    without.timer = parts_.clock.after(wait, [this, device] {
        without_[device].timer.stop();
        auto gathering = std::make_shared<Gathering>();
        gathering->done = [this, device](const core::Status&) {
            if (!isWithout(device)) parts_.changed(device.owner);
        };
        fetchBundle(device, gathering);
        gathering->answered();
    });
}

void KeyFinder::learn(const DeviceAddress& device, const std::string& identity) {
    parts_.learnt(device, parts_.book.learn(device, identity));
}

bool KeyFinder::took(const DeviceAddress& device, const XmlElement& answer) {
    const auto* element = payloadIn(answer, "bundle");
    if (element == nullptr) return false;
    const auto bundle = xmpp::OmemoBundle::read(device.scheme, *element);
    if (!bundle) return false;
    const auto identity = parts_.ratchet.identityOf(device.scheme, bundle->identityKey);
    if (identity.empty()) return false;
    // Nobody is to know which one we take, and two of us shall not take the same one.
    const auto preKey = std::size_t(parts_.random.below(bundle->preKeys.size()));
    if (!parts_.ratchet.begin(device, *bundle, preKey)) return false;
    learn(device, identity);
    return true;
}

}  // namespace sidetone::messaging
