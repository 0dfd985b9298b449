// SPDX-License-Identifier: GPL-3.0-or-later
#include "messaging/encryption/EncryptionPolicy.h"

#include "config/Settings.h"
#include "config/keys.h"

namespace sidetone::messaging {
namespace {

Outcome plain(std::string sentence) {
    return {Outcome::Kind::Plain, Scheme::Omemo, std::move(sentence)};
}
Outcome refused(std::string sentence) {
    return {Outcome::Kind::Refused, Scheme::Omemo, std::move(sentence)};
}

Outcome withoutKeys(const EncryptionPolicy& policy, const std::string& name) {
    if (!policy.allowsPlain) {
        return refused("Your organisation allows only encrypted messages, and " + name +
                       " has no device that can read them.");
    }
    if (policy.asPrinted) {
        return {Outcome::Kind::Encrypted, Scheme::Omemo,
                "Encrypted for your devices alone: " + name +
                    " has no device that can read this message."};
    }
    return plain("Protected on the way to the server, but not from end to end: " + name +
                 " has no device that can read encrypted messages.");
}

}  // namespace

EncryptionPolicy EncryptionPolicy::of(const config::Settings& settings) {
    namespace keys = config::keys;
    EncryptionPolicy policy;
    policy.encrypts = settings.get(keys::encryptMessages);
    policy.allowsPlain = settings.get(keys::allowPlainMessages);
    policy.asPrinted = settings.get(keys::encryptWithoutPeerKeys);
    policy.serverLogs = settings.get(keys::serverLogsMessages);
    const auto encryption = settings.find(keys::encryptMessages.name);
    policy.allowsAes128 = settings.get(keys::allowAes128);
    // The cloud's policy speaks of AES-256, and counts unless somebody says otherwise.
    const auto aes128 = settings.find(keys::allowAes128.name);
    const bool isCloud = encryption && encryption->layer == config::Layer::CloudAdmin;
    if (isCloud && aes128 && aes128->layer == config::Layer::Default) policy.allowsAes128 = false;
    return policy;
}

std::string EncryptionPolicy::whyNot() const {
    if (encrypts) return {};
    return "Your organisation has not switched on encryption between people.";
}

std::string EncryptionPolicy::conflict() const {
    if (!isOn() || !serverLogs) return {};
    return "Your organisation asks its server to keep messages, and it asks for encryption "
           "between people: the server can keep none of the encrypted ones.";
}

Outcome decide(const EncryptionPolicy& policy, PeerKeys keys, bool wants, const std::string& name) {
    if (!policy.isOn()) {
        return plain("Protected on the way to the server, but not from end to end. " +
                     policy.whyNot());
    }
    if (!wants && policy.allowsPlain) {
        return plain(
            "Protected on the way to the server, but not from end to end: you switched "
            "that off here.");
    }
    switch (keys) {
        case PeerKeys::Untrusted:
            return refused("You trust none of the devices of " + name +
                           ". Compare their fingerprints, or switch encryption off here.");
        case PeerKeys::Vanished:
            return refused("The devices of " + name +
                           " that you compared are gone from the list of their devices. To write "
                           "without encryption, switch it off here.");
        case PeerKeys::Omemo:
            return {Outcome::Kind::Encrypted, Scheme::Omemo,
                    "Only you and " + name + " can read this."};
        case PeerKeys::Legacy:
            if (policy.allowsAes128) {
                return {Outcome::Kind::Encrypted, Scheme::Legacy,
                        "Only you and " + name + " can read this (AES-128)."};
            }
            break;
        case PeerKeys::None:
            break;
    }
    return withoutKeys(policy, name);
}

}  // namespace sidetone::messaging
