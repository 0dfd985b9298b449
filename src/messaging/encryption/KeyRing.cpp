// SPDX-License-Identifier: GPL-3.0-or-later
#include "messaging/encryption/KeyRing.h"

#include <algorithm>
#include <utility>

#include "core/text.h"

namespace sidetone::messaging {
namespace {

using store::KeyKind;

std::string schemeName(Scheme scheme) {
    return scheme == Scheme::Omemo ? "2" : "1";
}
std::string nameOf(Scheme scheme, std::uint32_t id) {
    return schemeName(scheme) + "/" + std::to_string(id);
}
std::string nameOf(const DeviceAddress& peer) {
    return schemeName(peer.scheme) + "/" + peer.owner.text() + "/" + std::to_string(peer.device);
}

}  // namespace

KeyRing::KeyRing(const std::vector<store::KeyRecord>& records) {
    for (const auto& record : records) {
        revision_ = std::max(revision_, record.revision);
        if (!record.value.empty()) values_[{record.kind, record.name}] = record.value;
    }
}

std::string KeyRing::get(KeyKind kind, const std::string& name) const {
    const auto found = values_.find({kind, name});
    return found != values_.end() ? found->second : std::string();
}

void KeyRing::set(KeyKind kind, const std::string& name, std::string value) {
    const Name key{kind, name};
    changes_[key] = {kind, name, value, ++revision_};
    if (value.empty()) {
        values_.erase(key);
    } else {
        values_[key] = std::move(value);
    }
}

std::uint32_t KeyRing::device() const {
    return std::uint32_t(core::parseNumber(get(KeyKind::Own, "device")).value_or(0));
}

void KeyRing::setOwn(std::uint32_t device, std::string publicKey, std::string privateKey) {
    set(KeyKind::Own, "device", std::to_string(device));
    set(KeyKind::Own, "public", std::move(publicKey));
    set(KeyKind::Own, "private", std::move(privateKey));
}

std::vector<std::uint32_t> KeyRing::ids(KeyKind kind, Scheme scheme) const {
    std::vector<std::uint32_t> ids;
    const auto prefix = schemeName(scheme) + "/";
    for (auto at = values_.lower_bound({kind, prefix}); at != values_.end(); ++at) {
        if (at->first.first != kind || !at->first.second.starts_with(prefix)) break;
        const auto id = core::parseNumber(at->first.second.substr(prefix.size()));
        if (id) ids.push_back(std::uint32_t(*id));
    }
    std::sort(ids.begin(), ids.end());
    return ids;
}

std::string KeyRing::key(KeyKind kind, Scheme scheme, std::uint32_t id) const {
    return get(kind, nameOf(scheme, id));
}
void KeyRing::setKey(KeyKind kind, Scheme scheme, std::uint32_t id, std::string value) {
    set(kind, nameOf(scheme, id), std::move(value));
}

std::string KeyRing::session(const DeviceAddress& peer) const {
    return get(KeyKind::Session, nameOf(peer));
}
void KeyRing::setSession(const DeviceAddress& peer, std::string value) {
    set(KeyKind::Session, nameOf(peer), std::move(value));
}
std::string KeyRing::identity(const DeviceAddress& peer) const {
    return get(KeyKind::PeerIdentity, nameOf(peer));
}
void KeyRing::setIdentity(const DeviceAddress& peer, std::string value) {
    if (identity(peer) != value) set(KeyKind::PeerIdentity, nameOf(peer), std::move(value));
}

void KeyRing::setFact(const std::string& name, std::string value) {
    set(KeyKind::Fact, name, std::move(value));
}

std::vector<store::KeyRecord> KeyRing::takeChanges() {
    std::vector<store::KeyRecord> changes;
    for (auto& [name, record] : std::exchange(changes_, {})) changes.push_back(std::move(record));
    return changes;
}

}  // namespace sidetone::messaging
