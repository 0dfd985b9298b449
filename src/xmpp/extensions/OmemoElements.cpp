// SPDX-License-Identifier: GPL-3.0-or-later
#include "xmpp/extensions/OmemoElements.h"

#include <limits>

#include "core/text.h"
#include "xmpp/namespaces.h"

namespace sidetone::xmpp {
namespace {

using core::XmlElement;

constexpr std::size_t mostKeys = 2000;     // of a message
constexpr std::size_t longestKey = 1024;   // bytes
constexpr std::size_t mostDevices = 100;   // of one owner: more are a nuisance, not devices
constexpr std::size_t mostPreKeys = 1000;  // of a bundle
constexpr std::size_t longestLabel = 53;   // code points, XEP-0384 0.8.3 5.3.1

bool isTrue(std::string_view value) {
    return value == "true" || value == "1";
}

std::optional<std::uint32_t> numberIn(std::string_view text) {
    const auto number = core::parseNumber(text);
    if (!number || *number > std::numeric_limits<std::uint32_t>::max()) return {};
    return std::uint32_t(*number);
}

/// A device id is 1 to 2^31-1, as the library has it.
std::optional<std::uint32_t> deviceIn(const XmlElement& element, std::string_view name) {
    const auto number = numberIn(element.attribute(name));
    if (!number || *number == 0 || *number > std::uint32_t(std::numeric_limits<int>::max())) {
        return {};
    }
    return number;
}

std::optional<std::string> bytesIn(const XmlElement& element, std::size_t longest) {
    auto bytes = core::fromBase64(element.text);
    if (!bytes || bytes->empty() || bytes->size() > longest) return {};
    return bytes;
}

bool readKeys(const XmlElement& parent, const core::Address& owner, const char* exchange,
              std::vector<OmemoKey>& keys) {
    for (const auto& child : parent.children) {
        if (!child.is("key", parent.nameSpace)) continue;
        const auto device = deviceIn(child, "rid");
        auto data = bytesIn(child, longestKey);
        if (!device || !data || keys.size() == mostKeys) return false;
        keys.push_back({owner, *device, isTrue(child.attribute(exchange)), std::move(*data)});
    }
    return true;
}

XmlElement keyElement(const OmemoKey& key, const std::string& uri, const char* exchange) {
    XmlElement element("key", uri);
    element.setAttribute("rid", std::to_string(key.device));
    if (key.isExchange) element.setAttribute(exchange, "true");
    element.setText(core::toBase64(key.data));
    return element;
}

XmlElement binary(const char* name, const std::string& uri, const std::string& bytes) {
    return XmlElement(name, uri).setText(core::toBase64(bytes));
}

/// The names that each form has for the same things.
struct BundleNames {
    const char* signedKey;
    const char* signedKeyId;
    const char* signature;
    const char* identity;
    const char* preKey;
    const char* preKeyId;
};
constexpr BundleNames legacyNames{"signedPreKeyPublic", "signedPreKeyId", "signedPreKeySignature",
                                  "identityKey",        "preKeyPublic",   "preKeyId"};
constexpr BundleNames newNames{"spk", "id", "spks", "ik", "pk", "id"};

const BundleNames& namesOf(OmemoScheme scheme) {
    return scheme == OmemoScheme::Omemo ? newNames : legacyNames;
}

std::string shortened(std::string_view label) {
    auto text = core::printable(label, label.size());
    std::size_t points = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const bool begins = (static_cast<unsigned char>(text[i]) & 0xC0) != 0x80;
        if (begins && points++ == longestLabel) {
            text.resize(i);
            break;
        }
    }
    return text;
}

}  // namespace

std::string nameSpaceOf(OmemoScheme scheme) {
    return scheme == OmemoScheme::Omemo ? ns::omemo : ns::legacyOmemo;
}

std::string deviceListNode(OmemoScheme scheme) {
    return nameSpaceOf(scheme) + (scheme == OmemoScheme::Omemo ? ":devices" : ".devicelist");
}

std::string bundleNode(OmemoScheme scheme, std::uint32_t device) {
    if (scheme == OmemoScheme::Omemo) return nameSpaceOf(scheme) + ":bundles";
    return nameSpaceOf(scheme) + ".bundles:" + std::to_string(device);
}

std::string bundleItem(OmemoScheme scheme, std::uint32_t device) {
    return scheme == OmemoScheme::Omemo ? std::to_string(device) : "current";
}

std::optional<OmemoMessage> OmemoMessage::read(const XmlElement& encrypted) {
    const bool isNew = encrypted.is("encrypted", ns::omemo);
    if (!isNew && !encrypted.is("encrypted", ns::legacyOmemo)) return {};
    const auto* header = encrypted.child("header", encrypted.nameSpace);
    if (header == nullptr) return {};
    const auto sender = deviceIn(*header, "sid");
    if (!sender) return {};
    OmemoMessage message;
    message.scheme = isNew ? OmemoScheme::Omemo : OmemoScheme::Legacy;
    message.sender = *sender;
    if (isNew) {
        for (const auto& child : header->children) {
            if (!child.is("keys", encrypted.nameSpace)) continue;
            const auto owner = core::Address::parse(child.attribute("jid"));
            if (!owner) continue;
            if (!readKeys(child, *owner, "kex", message.keys)) return {};
        }
    } else {
        if (!readKeys(*header, {}, "prekey", message.keys)) return {};
        if (const auto* iv = header->child("iv", encrypted.nameSpace)) {
            message.iv = core::fromBase64(iv->text).value_or(std::string());
        }
    }
    if (const auto* payload = encrypted.child("payload", encrypted.nameSpace)) {
        message.payload = core::fromBase64(payload->text);
        if (!message.payload) return {};
    }
    return message;
}

XmlElement OmemoMessage::toElement() const {
    const auto uri = nameSpaceOf(scheme);
    XmlElement element("encrypted", uri);
    XmlElement header("header", uri);
    header.setAttribute("sid", std::to_string(sender));
    if (scheme == OmemoScheme::Legacy) {
        for (const auto& key : keys) header.add(keyElement(key, uri, "prekey"));
        header.add(binary("iv", uri, iv));
    } else {
        for (std::size_t i = 0; i < keys.size();) {
            XmlElement group("keys", uri);
            const auto owner = keys[i].owner;
            group.setAttribute("jid", owner.text());
            for (; i < keys.size() && keys[i].owner == owner; ++i) {
                group.add(keyElement(keys[i], uri, "kex"));
            }
            header.add(std::move(group));
        }
    }
    element.add(std::move(header));
    if (payload) element.add(binary("payload", uri, *payload));
    return element;
}

std::optional<OmemoBundle> OmemoBundle::read(OmemoScheme scheme, const XmlElement& bundle) {
    const auto uri = nameSpaceOf(scheme);
    const auto& names = namesOf(scheme);
    const std::size_t keySize = scheme == OmemoScheme::Omemo ? 32 : 33;
    if (!bundle.is("bundle", uri)) return {};
    const auto* signedKey = bundle.child(names.signedKey, uri);
    const auto* signature = bundle.child(names.signature, uri);
    const auto* identity = bundle.child(names.identity, uri);
    const auto* preKeys = bundle.child("prekeys", uri);
    if (!signedKey || !signature || !identity || !preKeys) return {};
    const auto id = numberIn(signedKey->attribute(names.signedKeyId));
    auto key = bytesIn(*signedKey, keySize);
    auto proof = bytesIn(*signature, 64);
    auto identityKey = bytesIn(*identity, keySize);
    if (!id || !key || !proof || !identityKey || key->size() != keySize ||
        identityKey->size() != keySize || proof->size() != 64) {
        return {};
    }
    OmemoBundle result{*id, std::move(*key), std::move(*proof), std::move(*identityKey), {}};
    for (const auto& child : preKeys->children) {
        if (!child.is(names.preKey, uri) || result.preKeys.size() == mostPreKeys) continue;
        const auto preKeyId = numberIn(child.attribute(names.preKeyId));
        auto preKey = bytesIn(child, keySize);
        if (!preKeyId || !preKey || preKey->size() != keySize) continue;
        result.preKeys.emplace_back(*preKeyId, std::move(*preKey));
    }
    if (result.preKeys.empty()) return {};
    return result;
}

XmlElement OmemoBundle::toElement(OmemoScheme scheme) const {
    const auto uri = nameSpaceOf(scheme);
    const auto& names = namesOf(scheme);
    XmlElement bundle("bundle", uri);
    auto signedKey = binary(names.signedKey, uri, signedPreKey);
    signedKey.setAttribute(names.signedKeyId, std::to_string(signedPreKeyId));
    bundle.add(std::move(signedKey));
    bundle.add(binary(names.signature, uri, signature));
    bundle.add(binary(names.identity, uri, identityKey));
    XmlElement list("prekeys", uri);
    for (const auto& [id, key] : preKeys) {
        auto preKey = binary(names.preKey, uri, key);
        preKey.setAttribute(names.preKeyId, std::to_string(id));
        list.add(std::move(preKey));
    }
    bundle.add(std::move(list));
    return bundle;
}

std::vector<OmemoDevice> readDeviceList(OmemoScheme scheme, const XmlElement& list) {
    std::vector<OmemoDevice> devices;
    const auto uri = nameSpaceOf(scheme);
    const bool isNew = scheme == OmemoScheme::Omemo;
    if (!list.is(isNew ? "devices" : "list", uri)) return devices;
    for (const auto& child : list.children) {
        if (!child.is("device", uri) || devices.size() == mostDevices) continue;
        const auto id = deviceIn(child, "id");
        if (!id) continue;
        OmemoDevice device;
        device.id = *id;
        if (isNew) {
            device.label = shortened(child.attribute("label"));
            device.labelSignature =
                core::fromBase64(child.attribute("labelsig")).value_or(std::string());
        }
        devices.push_back(std::move(device));
    }
    return devices;
}

XmlElement deviceListElement(OmemoScheme scheme, const std::vector<OmemoDevice>& devices) {
    const auto uri = nameSpaceOf(scheme);
    const bool isNew = scheme == OmemoScheme::Omemo;
    XmlElement list(isNew ? "devices" : "list", uri);
    for (const auto& device : devices) {
        XmlElement element("device", uri);
        element.setAttribute("id", std::to_string(device.id));
        if (isNew && !device.label.empty()) {
            element.setAttribute("label", device.label);
            if (!device.labelSignature.empty()) {
                element.setAttribute("labelsig", core::toBase64(device.labelSignature));
            }
        }
        list.add(std::move(element));
    }
    return list;
}

}  // namespace sidetone::xmpp
