// SPDX-License-Identifier: GPL-3.0-or-later
#include "messaging/encryption/OwnDevice.h"

#include <algorithm>

#include "core/text.h"

namespace sidetone::messaging {
namespace {

using std::chrono_literals::operator""h;
using std::chrono_literals::operator""min;
using std::chrono_literals::operator""s;
using store::KeyKind;

constexpr std::size_t fullStock = 100;
constexpr std::size_t leastStock = 25;
constexpr auto signedKeyLasts = 7 * 24h;
/// How long a used prekey can still begin a session: somebody else may have taken the same one
/// from our bundle, and been off since.
constexpr auto usedKeyLasts = 24h;
constexpr core::Milliseconds refillWait = 3s;
/// ejabberd 23.01 refuses one of several first publications that come at once ("Database failure",
/// "item-not-found"): it takes the same one a moment later.
constexpr core::Milliseconds firstAgain = 1s;
constexpr core::Milliseconds longestAgain = 5min;
constexpr auto label = "Sidetone";
constexpr std::uint32_t largestId = 0xFFFFFE;  // the library's own limit

constexpr Scheme schemes[] = {Scheme::Omemo, Scheme::Legacy};

const char* announcedFact(Scheme scheme) {
    return scheme == Scheme::Omemo ? "announced/omemo" : "announced/legacy";
}

std::string usedFact(Scheme scheme, std::uint32_t preKey) {
    return (scheme == Scheme::Omemo ? "used/omemo/" : "used/legacy/") + std::to_string(preKey);
}

}  // namespace

OwnDevice::OwnDevice(Parts parts) : parts_(std::move(parts)) {}

bool OwnDevice::makeKeys() {
    if (parts_.keys.device() == 0 && !parts_.ratchet.makeIdentity()) return false;
    return makeKeys(Scheme::Omemo) && makeKeys(Scheme::Legacy);
}

void OwnDevice::forgetUsedPreKeys(Scheme scheme) {
    const auto now = std::chrono::duration_cast<std::chrono::seconds>(
        parts_.clock.wallTime().time_since_epoch());
    for (const auto id : parts_.keys.ids(KeyKind::UsedPreKey, scheme)) {
        const auto fact = usedFact(scheme, id);
        const auto since = core::parseNumber(parts_.keys.fact(fact));
        if (!since) {
            parts_.keys.setFact(fact, std::to_string(now.count()));
        } else if (now - std::chrono::seconds(*since) > usedKeyLasts) {
            parts_.keys.setKey(KeyKind::UsedPreKey, scheme, id, {});
            parts_.keys.setFact(fact, {});
        }
    }
}

bool OwnDevice::makeKeys(Scheme scheme) {
    forgetUsedPreKeys(scheme);
    const auto preKeys = parts_.keys.ids(KeyKind::PreKey, scheme);
    if (preKeys.size() < leastStock) {
        const auto used = parts_.keys.ids(KeyKind::UsedPreKey, scheme);
        auto first =
            std::max(preKeys.empty() ? 0 : preKeys.back(), used.empty() ? 0 : used.back()) + 1;
        if (first + fullStock > largestId) first = 1;
        if (!parts_.ratchet.makePreKeys(scheme, first, int(fullStock - preKeys.size()))) {
            return false;
        }
    }
    auto signedKeys = parts_.keys.ids(KeyKind::SignedPreKey, scheme);
    const auto now = parts_.clock.wallTime();
    const auto made = signedKeys.empty()
                          ? core::Result<core::WallTime>(core::WallTime())
                          : parts_.ratchet.signedPreKeyTime(scheme, signedKeys.back());
    if (!signedKeys.empty() && made && now - *made < signedKeyLasts) return true;
    const auto next = signedKeys.empty() ? 1 : signedKeys.back() + 1;
    // The one before is kept for those who began a session with it and were not heard yet.
    for (std::size_t i = 0; i + 1 < signedKeys.size(); ++i) {
        parts_.keys.setKey(KeyKind::SignedPreKey, scheme, signedKeys[i], {});
    }
    return parts_.ratchet.makeSignedPreKey(scheme, next, now).has_value();
}

void OwnDevice::announce() {
    if (!makeKeys()) {
        parts_.log.error("encryption", "The keys of this device could not be made.");
        return;
    }
    isAnnounced_ = true;
    again_.clear();
    // On disk first: a session that began with a key that we lost could never be read.
    parts_.save([this] {
        for (const auto scheme : schemes) announce(scheme);
    });
}

void OwnDevice::announce(Scheme scheme) {
    if (!isAnnounced_ || !parts_.allows(scheme)) return;
    publishBundle(scheme, [this, scheme] { publishList(scheme); });
}

void OwnDevice::announceLater(Scheme scheme, const core::Error& why) {
    parts_.log.warning("encryption", why.sentence());
    auto& again = again_[scheme];
    const auto wait = std::min(longestAgain, firstAgain * (1 << std::min(again.failures++, 10)));
    again.timer = parts_.clock.after(wait, [this, scheme] {
        again_[scheme].timer.stop();
        announce(scheme);
    });
}

void OwnDevice::publishBundle(Scheme scheme, std::function<void()> then) {
    const auto bundle = parts_.ratchet.ownBundle(scheme);
    if (!bundle) {
        parts_.log.error("encryption", bundle.error().sentence());
        return;
    }
    xmpp::PepOptions options;
    options.access = xmpp::PepOptions::Access::Open;
    options.items =
        scheme == Scheme::Omemo ? xmpp::PepOptions::Items::Many : xmpp::PepOptions::Items::One;
    const auto device = parts_.keys.device();
    parts_.personal
        .publish(xmpp::bundleNode(scheme, device),
                 {xmpp::bundleItem(scheme, device), bundle->toElement(scheme)}, options)
        .then(owner_, [this, scheme, then = std::move(then)](const core::Status& done) {
            if (!done) return announceLater(scheme, done.error());
            if (then) then();
        });
}

OwnDevice::Devices OwnDevice::listWithSelf(Devices devices) const {
    const xmpp::OmemoDevice self{parts_.keys.device(), label, {}};
    // No signature of the label: python-omemo (1.0.2, by the schema of XEP-0384 0.8) takes no list
    // that has one.
    devices.push_back(self);
    return devices;
}

core::Task<void> OwnDevice::publish(Scheme scheme, const std::vector<xmpp::OmemoDevice>& devices) {
    xmpp::PepOptions options;
    options.access = xmpp::PepOptions::Access::Open;
    return parts_.personal.publish(xmpp::deviceListNode(scheme),
                                   {"current", xmpp::deviceListElement(scheme, devices)}, options);
}

void OwnDevice::publishList(Scheme scheme) {
    parts_.personal.items(parts_.self, xmpp::deviceListNode(scheme))
        .then(owner_, [this, scheme](const core::Result<std::vector<xmpp::PepItem>>& items) {
            if (!items && items.error().code != core::ErrorCode::NotFound) {
                // Writing without having read would drop our person's other devices.
                return announceLater(scheme, items.error());
            }
            std::vector<xmpp::OmemoDevice> listed;
            if (items && !items->empty()) {
                listed = xmpp::readDeviceList(scheme, items->back().payload);
            }
            parts_.book.setList(parts_.self, scheme, listed);
            const auto own = parts_.keys.device();
            const bool isListed = std::any_of(listed.begin(), listed.end(),
                                              [&](const auto& device) { return device.id == own; });
            if (isListed) return noteListed(scheme);
            publish(scheme, listWithSelf(listed))
                .then(owner_, [this, scheme](const core::Status& done) {
                    if (done) return noteListed(scheme);
                    announceLater(scheme, done.error());
                });
        });
}

void OwnDevice::noteListed(Scheme scheme) {
    again_.erase(scheme);
    if (announcedAt(scheme)) return;
    const auto now = parts_.clock.wallTime().time_since_epoch();
    const auto time = std::chrono::duration_cast<std::chrono::milliseconds>(now).count();
    parts_.keys.setFact(announcedFact(scheme), std::to_string(time));
    parts_.save({});
}

std::optional<core::WallTime> OwnDevice::announcedAt(Scheme scheme) const {
    const auto time = core::parseNumber(parts_.keys.fact(announcedFact(scheme)));
    if (!time) return {};
    return core::WallTime(std::chrono::milliseconds(*time));
}

void OwnDevice::takeList(Scheme scheme) {
    if (!isAnnounced_ || !parts_.allows(scheme)) return;
    const auto* self = parts_.book.find({scheme, parts_.self, parts_.keys.device()});
    if (self != nullptr && self->isActive) return;
    publishList(scheme);
}

void OwnDevice::withdraw() {
    isAnnounced_ = false;
    again_.clear();
    if (parts_.keys.device() == 0) return;
    remove(parts_.keys.device()).then(owner_, [](const core::Status&) {});
}

void OwnDevice::preKeyUsed() {
    if (refillTimer_.isSet()) return;
    refillTimer_ = parts_.clock.after(refillWait, [this] {
        refillTimer_.stop();
        if (!makeKeys()) return;
        parts_.save([this] {
            for (const auto scheme : schemes) {
                if (parts_.allows(scheme)) publishBundle(scheme, {});
            }
        });
    });
}

core::Task<void> OwnDevice::remove(std::uint32_t device) {
    core::Promise<void> promise;
    auto open = std::make_shared<int>(2);
    auto failed = std::make_shared<core::Status>();
    for (const auto scheme : schemes) {
        remove(scheme, device).then(owner_, [=](const core::Status& done) {
            if (!done) *failed = done;
            if (--*open == 0) promise.settle(*failed);
        });
    }
    return promise.task();
}

core::Task<void> OwnDevice::remove(Scheme scheme, std::uint32_t device) {
    core::Promise<void> promise;
    // What is known here may be old: written back, it would bring devices back that have gone.
    parts_.personal.items(parts_.self, xmpp::deviceListNode(scheme))
        .then(owner_, [=, this](const core::Result<std::vector<xmpp::PepItem>>& items) {
            const bool isThere = items && !items->empty();
            if (!items && items.error().code != core::ErrorCode::NotFound) {
                return promise.settle(items.error());
            }
            std::vector<xmpp::OmemoDevice> left;
            if (isThere) left = xmpp::readDeviceList(scheme, items->back().payload);
            const auto gone =
                std::erase_if(left, [&](const auto& one) { return one.id == device; });
            parts_.book.setList(parts_.self, scheme, left);
            if (gone == 0) return promise.settle({});
            publish(scheme, left).then(owner_, [promise](const core::Status& done) {
                promise.settle(done);
            });
        });
    return promise.task();
}

}  // namespace sidetone::messaging
