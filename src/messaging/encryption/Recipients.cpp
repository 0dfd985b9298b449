// SPDX-License-Identifier: GPL-3.0-or-later
#include "messaging/encryption/Recipients.h"

#include <algorithm>
#include <set>

namespace sidetone::messaging {
namespace {

using Ids = std::set<std::uint32_t>;

/// One person's devices.
struct Owned {
    Ids usable[2];   ///< by scheme: legacy, omemo:2
    Ids trusted[2];  ///< of those
    bool hasWaiting = false;
    bool areVerified = true;

    [[nodiscard]] Ids live() const {
        Ids all = usable[0];
        all.insert(usable[1].begin(), usable[1].end());
        return all;
    }
    [[nodiscard]] bool hasAll(std::size_t scheme) const {
        const auto all = live();
        return std::includes(usable[scheme].begin(), usable[scheme].end(), all.begin(), all.end());
    }
    [[nodiscard]] bool hasAny() const { return !live().empty(); }
    [[nodiscard]] bool isTrusted() const { return !trusted[0].empty() || !trusted[1].empty(); }
};

Owned devicesOf(const DeviceBook& book, const core::Address& owner,
                const RecipientsQuestion& question) {
    Owned owned;
    for (const auto scheme : {Scheme::Legacy, Scheme::Omemo}) {
        const std::size_t index = scheme == Scheme::Omemo ? 1 : 0;
        for (const auto& device : book.active(owner, scheme)) {
            const bool isThisOne =
                owner == question.self && device.address.device == question.ownDevice;
            if (isThisOne || !question.isUsable(device.address)) continue;
            // A key that nobody has seen yet will be judged when it is there.
            const bool isUnseen = device.identity.empty();
            owned.usable[index].insert(device.address.device);
            if (isUnseen || isTrusted(device.trust)) {
                owned.trusted[index].insert(device.address.device);
            }
            owned.hasWaiting |= !isUnseen && device.trust == Trust::Undecided;
            owned.areVerified &= device.trust == Trust::Verified;
        }
    }
    return owned;
}

void take(Recipients& recipients, const core::Address& owner, const Owned& owned, Scheme scheme) {
    for (const auto id : owned.trusted[scheme == Scheme::Omemo ? 1 : 0]) {
        recipients.devices.push_back({scheme, owner, id});
    }
}

PeerKeys missing(const DeviceBook& book, const core::Address& person, const Owned& owned) {
    if (owned.hasAny()) return PeerKeys::Untrusted;
    return book.hasVerified(person) ? PeerKeys::Vanished : PeerKeys::None;
}

}  // namespace

Recipients chooseRecipients(const DeviceBook& book, const RecipientsQuestion& question) {
    Recipients result;
    result.areVerified = true;
    const auto own = devicesOf(book, question.self, question);
    result.hasWaiting = own.hasWaiting;
    std::vector<Owned> all;
    bool allNew = own.hasAll(1) || !question.allowsLegacy;
    bool allLegacy = true;
    bool anyMissing = false;
    for (const auto& person : question.people) {
        all.push_back(devicesOf(book, person, question));
        const auto& owned = all.back();
        result.hasWaiting |= owned.hasWaiting;
        result.areVerified &= owned.areVerified && owned.hasAny();
        if (!owned.isTrusted() && !anyMissing) {
            anyMissing = true;
            result.without = person;
            result.keys = missing(book, person, owned);
        }
        allNew &= owned.hasAll(1) && !owned.trusted[1].empty();
        allLegacy &= !owned.trusted[0].empty();
    }
    if (anyMissing || (!allNew && !allLegacy)) {
        result.areVerified = false;
        return result;
    }
    result.keys = allNew ? PeerKeys::Omemo : PeerKeys::Legacy;
    const auto scheme = allNew ? Scheme::Omemo : Scheme::Legacy;
    for (std::size_t i = 0; i < all.size(); ++i) {
        take(result, question.people[i], all[i], scheme);
    }
    take(result, question.self, own, scheme);
    return result;
}

}  // namespace sidetone::messaging
