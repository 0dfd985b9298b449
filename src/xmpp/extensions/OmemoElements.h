// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "core/Address.h"
#include "core/XmlElement.h"

namespace sidetone::xmpp {

/// The two forms of OMEMO: eu.siacs.conversations.axolotl (XEP-0384 0.3) and urn:xmpp:omemo:2
/// (XEP-0384 0.8).
enum class OmemoScheme { Legacy, Omemo };

[[nodiscard]] std::string nameSpaceOf(OmemoScheme scheme);
/// The node with the list of somebody's devices.
[[nodiscard]] std::string deviceListNode(OmemoScheme scheme);
/// The node with a device's keys.
[[nodiscard]] std::string bundleNode(OmemoScheme scheme, std::uint32_t device);
/// The id of the item with them, there.
[[nodiscard]] std::string bundleItem(OmemoScheme scheme, std::uint32_t device);

// The elements as values. Readers are liberal in what does no harm (other item ids, "1" for
// "true") and give nothing where something is missing, too long, or no base64. Keys are bytes as
// they stand on the wire.

/// The key of one message for one device.
struct OmemoKey {
    core::Address owner;  ///< empty in the legacy form, which does not say
    std::uint32_t device = 0;
    bool isExchange = false;  ///< begins a session
    std::string data;
};

struct OmemoMessage {
    OmemoScheme scheme = OmemoScheme::Omemo;
    std::uint32_t sender = 0;  ///< device
    std::vector<OmemoKey> keys;
    std::string iv;                      ///< legacy alone: 12 bytes, 16 of old programs
    std::optional<std::string> payload;  ///< none: only keeps or repairs a session

    [[nodiscard]] static std::optional<OmemoMessage> read(const core::XmlElement& encrypted);
    [[nodiscard]] core::XmlElement toElement() const;
};

struct OmemoBundle {
    std::uint32_t signedPreKeyId = 0;
    std::string signedPreKey;
    std::string signature;  ///< 64 bytes
    std::string identityKey;
    std::vector<std::pair<std::uint32_t, std::string>> preKeys;

    [[nodiscard]] static std::optional<OmemoBundle> read(OmemoScheme scheme,
                                                         const core::XmlElement& bundle);
    [[nodiscard]] core::XmlElement toElement(OmemoScheme scheme) const;
};

struct OmemoDevice {
    std::uint32_t id = 0;
    std::string label;           ///< omemo:2 alone; cut to 53 characters
    std::string labelSignature;  ///< of the label by the device's key; empty: none

    friend bool operator==(const OmemoDevice&, const OmemoDevice&) = default;
};

[[nodiscard]] std::vector<OmemoDevice> readDeviceList(OmemoScheme scheme,
                                                      const core::XmlElement& list);
[[nodiscard]] core::XmlElement deviceListElement(OmemoScheme scheme,
                                                 const std::vector<OmemoDevice>& devices);

}  // namespace sidetone::xmpp
