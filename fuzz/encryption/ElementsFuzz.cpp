// SPDX-License-Identifier: GPL-3.0-or-later
// Whatever stands in an encrypted message, a bundle, a list of devices, an envelope or the address
// of an encrypted file. What is read must come back the same from what is written.
#include <cstdint>
#include <cstdlib>
#include <string>

#include "core/XmlReader.h"
#include "messaging/encryption/FileCipher.h"
#include "xmpp/extensions/Encryption.h"
#include "xmpp/extensions/OmemoElements.h"
#include "xmpp/extensions/SceEnvelope.h"

using namespace sidetone;
using xmpp::OmemoScheme;

namespace {

void require(bool holds) {
    if (!holds) std::abort();
}

void readMessage(const core::XmlElement& element) {
    const auto message = xmpp::OmemoMessage::read(element);
    if (!message) return;
    const auto again = xmpp::OmemoMessage::read(message->toElement());
    require(again.has_value() && again->sender == message->sender);
    require(again->payload == message->payload && again->keys.size() == message->keys.size());
}

void readKeys(OmemoScheme scheme, const core::XmlElement& element) {
    if (const auto bundle = xmpp::OmemoBundle::read(scheme, element)) {
        const auto again = xmpp::OmemoBundle::read(scheme, bundle->toElement(scheme));
        require(again.has_value() && again->preKeys == bundle->preKeys);
    }
    const auto devices = xmpp::readDeviceList(scheme, element);
    require(devices.size() <= 100);
    require(xmpp::readDeviceList(scheme, xmpp::deviceListElement(scheme, devices)).size() ==
            devices.size());
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string text(reinterpret_cast<const char*>(data), size);
    if (const auto address = messaging::EncryptedFileAddress::parse(text)) {
        require(messaging::EncryptedFileAddress::parse(address->text().reveal()).has_value());
    }
    core::SeededRandom random(1);
    if (const auto envelope = xmpp::SceEnvelope::read(text)) {
        require(xmpp::SceEnvelope::read(envelope->toXml(random)).has_value());
    }
    const auto element = core::readXml(text);
    if (!element) return 0;
    readMessage(*element);
    if (const auto* encrypted = xmpp::encryptedIn(*element)) readMessage(*encrypted);
    readKeys(OmemoScheme::Legacy, *element);
    readKeys(OmemoScheme::Omemo, *element);
    return 0;
}
