// SPDX-License-Identifier: GPL-3.0-or-later
#include "messaging/encryption/EncryptionState.h"

#include "messaging/convert.h"
#include "messaging/encryption/payload.h"
#include "xmpp/Extensions.h"
#include "xmpp/Session.h"
#include "xmpp/extensions/Encryption.h"
#include "xmpp/namespaces.h"
#include "xmpp/stanzas.h"

namespace sidetone::messaging {

EncryptionState::EncryptionState(EncryptionParts ports, const store::EncryptionState& stored)
    : parts(std::move(ports)),
      table(parts.store),
      keys(stored.keys),
      ratchet(parts.random, keys),
      book(stored.devices),
      finder(
          {parts.clock, parts.random, parts.session, book, ratchet,
           [this](const core::Address& owner) {
               if (devicesChanged) devicesChanged(owner);
           },
           [this](const DeviceAddress& device, DeviceBook::News news) { learnt(device, news); }}),
      own({parts.clock, parts.log, parts.extensions.personal, self(), keys, ratchet, book,
           [this](std::function<void()> then) { save(std::move(then)); },
           [this](Scheme scheme) {
               const auto policy = parts.policy();
               return policy.isOn() && (scheme == Scheme::Omemo || policy.allowsAes128);
           }}) {}

core::Address EncryptionState::self() const {
    return parts.session.account().address;
}

store::EncryptionChanges EncryptionState::takeChanges() {
    return {keys.takeChanges(), book.takeChanges()};
}

void EncryptionState::save(std::function<void()> then) {
    table.write(takeChanges())
        .then(owner_, [this, then = std::move(then)](const core::Status& written) {
            if (!written) {
                parts.log.error("encryption", written.error().sentence());
            } else if (then) {
                then();
            }
        });
}

bool EncryptionState::wants(const core::Address& peer) const {
    return keys.fact("plain/" + peer.text()).empty();
}

void EncryptionState::setWants(const core::Address& peer, bool isEncrypted) {
    keys.setFact("plain/" + peer.text(), isEncrypted ? std::string() : "1");
    save();
}

Recipients EncryptionState::recipients(const std::vector<core::Address>& people,
                                       const EncryptionPolicy& policy) const {
    return chooseRecipients(
        book,
        {people, self(), keys.device(), policy.allowsAes128, [this](const DeviceAddress& device) {
             return ratchet.hasSession(device) || !finder.isWithout(device);
         }});
}

void EncryptionState::announce(const core::Address& peer, const std::string& sentence) {
    store::Addition addition;
    addition.message.peer = peer;
    addition.message.kind = store::MessageKind::Event;
    addition.message.body = sentence;
    addition.message.time = parts.clock.wallTime();
    addition.message.origin = store::Origin::Local;
    addition.message.isRead = true;
    parts.history.add(std::move(addition))
        .then(owner_, [this](const core::Result<store::Added>& added) {
            if (added) parts.reports.added(toMessage(added->message));
        });
}

void EncryptionState::learnt(const DeviceAddress& device, DeviceBook::News news) {
    if (news == DeviceBook::News::None) return;
    if (devicesChanged) devicesChanged(device.owner);
    if (device.owner == self()) return;
    const auto name = parts.nameOf(device.owner);
    if (news == DeviceBook::News::Changed) {
        announce(device.owner, "A device of " + name + " has a new key.");
    } else if (news == DeviceBook::News::Waiting) {
        announce(device.owner, name +
                                   " uses a new device. Nothing is encrypted for it before you "
                                   "have decided whether to trust it.");
    }
}

void EncryptionState::sendEmpty(const DeviceAddress& device) {
    auto key = ratchet.encrypt(device, emptySecret(device.scheme, parts.random));
    if (!key) return;
    xmpp::OmemoMessage message;
    message.scheme = device.scheme;
    message.sender = keys.device();
    message.keys.push_back({device.owner, device.device, key->isExchange, std::move(key->data)});
    if (device.scheme == Scheme::Legacy) {
        message.iv.resize(12);
        parts.random.fill({reinterpret_cast<std::uint8_t*>(message.iv.data()), 12});
    }
    auto stanza = xmpp::stanza("message", "chat", device.owner.text());
    stanza.setAttribute("id", parts.session.newId());
    xmpp::addEncrypted(stanza, message.toElement());
    // Archives need it: the device that it is for may be off for days.
    stanza.add(core::XmlElement("store", "urn:xmpp:hints"));
    save([this, stanza = std::move(stanza)] { parts.session.send(stanza); });
}

}  // namespace sidetone::messaging
