// SPDX-License-Identifier: GPL-3.0-or-later
#include "messaging/encryption/DeviceBook.h"

#include <algorithm>
#include <utility>

namespace sidetone::messaging {
namespace {

/// The numbers in the database.
constexpr std::pair<Trust, int> trustNumbers[] = {
    {Trust::Undecided, 0}, {Trust::Blind, 1}, {Trust::Verified, 2}, {Trust::Untrusted, 3}};

int numberOf(Trust trust) {
    for (const auto& [value, number] : trustNumbers) {
        if (value == trust) return number;
    }
    return 0;
}
Trust trustOf(int number) {
    for (const auto& [value, known] : trustNumbers) {
        if (known == number) return value;
    }
    return Trust::Undecided;
}
int numberOf(Scheme scheme) {
    return scheme == Scheme::Omemo ? 2 : 1;
}

}  // namespace

DeviceBook::DeviceBook(const std::vector<store::DeviceRecord>& records) {
    for (const auto& record : records) {
        const auto owner = core::Address::parse(record.owner);
        if (!owner) continue;
        const DeviceAddress address{record.scheme == 2 ? Scheme::Omemo : Scheme::Legacy, *owner,
                                    record.device};
        devices_[address] = {address, record.label, record.identity, trustOf(record.trust),
                             record.isActive};
    }
}

bool DeviceBook::setList(const core::Address& owner, Scheme scheme,
                         const std::vector<xmpp::OmemoDevice>& devices) {
    bool isChanged = false;
    for (auto& [address, device] : devices_) {
        if (address.owner != owner || address.scheme != scheme || !device.isActive) continue;
        const bool isListed = std::any_of(devices.begin(), devices.end(), [&](const auto& listed) {
            return listed.id == address.device;
        });
        if (isListed) continue;
        device.isActive = false;
        note(device);
        isChanged = true;
    }
    for (const auto& listed : devices) {
        const DeviceAddress address{scheme, owner, listed.id};
        auto& device = devices_[address];
        if (device.isActive && device.label == listed.label) continue;
        device.address = address;
        device.isActive = true;
        device.label = listed.label;
        note(device);
        isChanged = true;
    }
    return isChanged;
}

Trust DeviceBook::trustOfNew(const core::Address& owner, const std::string& identity) const {
    for (const auto& device : all(owner)) {
        if (device.identity == identity) return device.trust;
    }
    return hasVerified(owner) ? Trust::Undecided : Trust::Blind;
}

DeviceBook::News DeviceBook::learn(const DeviceAddress& address, const std::string& identity) {
    auto& device = devices_[address];
    if (device.identity == identity) return News::None;
    const bool isChange = !device.identity.empty();
    device.address = address;
    const auto trust = trustOfNew(address.owner, identity);
    device.identity = identity;
    device.trust = trust;
    note(device);
    if (isChange) return News::Changed;
    return trust == Trust::Undecided ? News::Waiting : News::First;
}

bool DeviceBook::setTrust(const core::Address& owner, std::uint32_t id, Trust trust) {
    std::string identity;
    for (const auto& device : all(owner)) {
        if (device.address.device == id && !device.identity.empty()) identity = device.identity;
    }
    if (identity.empty()) return false;
    for (auto& [address, device] : devices_) {
        if (address.owner != owner || device.identity != identity) continue;
        device.trust = trust;
        note(device);
    }
    return true;
}

const KnownDevice* DeviceBook::find(const DeviceAddress& device) const {
    const auto found = devices_.find(device);
    return found != devices_.end() ? &found->second : nullptr;
}

std::vector<KnownDevice> DeviceBook::active(const core::Address& owner, Scheme scheme) const {
    std::vector<KnownDevice> result;
    for (auto at = devices_.lower_bound({scheme, owner, 0}); at != devices_.end(); ++at) {
        if (at->first.scheme != scheme || at->first.owner != owner) break;
        if (at->second.isActive) result.push_back(at->second);
    }
    return result;
}

std::vector<KnownDevice> DeviceBook::all(const core::Address& owner) const {
    std::vector<KnownDevice> result;
    for (const auto scheme : {Scheme::Legacy, Scheme::Omemo}) {
        for (auto at = devices_.lower_bound({scheme, owner, 0}); at != devices_.end(); ++at) {
            if (at->first.scheme != scheme || at->first.owner != owner) break;
            result.push_back(at->second);
        }
    }
    return result;
}

core::Address DeviceBook::ownerOf(Scheme scheme, std::uint32_t id) const {
    core::Address owner;
    for (const auto& [address, device] : devices_) {
        if (address.scheme != scheme || address.device != id) continue;
        if (!owner.isEmpty()) return {};
        owner = address.owner;
    }
    return owner;
}

bool DeviceBook::hasVerified(const core::Address& owner) const {
    const auto devices = all(owner);
    return std::any_of(devices.begin(), devices.end(),
                       [](const auto& device) { return device.trust == Trust::Verified; });
}

std::vector<store::DeviceRecord> DeviceBook::takeChanges() {
    std::vector<store::DeviceRecord> records;
    for (const auto& [address, device] : std::exchange(changed_, {})) {
        records.push_back({address.owner.text(), numberOf(address.scheme), address.device,
                           device.label, device.identity, numberOf(device.trust), device.isActive});
    }
    return records;
}

std::string fingerprintOf(const std::string& identity) {
    constexpr char digits[] = "0123456789abcdef";
    std::string text;
    for (std::size_t i = 0; i < identity.size(); ++i) {
        if (i > 0 && i % 4 == 0) text += ' ';
        const auto byte = static_cast<unsigned char>(identity[i]);
        text += digits[byte >> 4];
        text += digits[byte & 15];
    }
    return text;
}

}  // namespace sidetone::messaging
