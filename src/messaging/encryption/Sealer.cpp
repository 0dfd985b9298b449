// SPDX-License-Identifier: GPL-3.0-or-later
#include "messaging/encryption/Sealer.h"

#include "messaging/encryption/payload.h"
#include "xmpp/Session.h"
#include "xmpp/extensions/Encryption.h"
#include "xmpp/extensions/SceEnvelope.h"

namespace sidetone::messaging {
namespace {

constexpr int mostRounds = 4;  // of asking for keys; each settles a scheme

/// True where a person says something; what programs say to each other stays in clear.
bool hasContent(const core::XmlElement& stanza) {
    auto copy = stanza;
    return !xmpp::takeContent(copy).empty();
}

std::string bodyOf(const std::vector<core::XmlElement>& content) {
    for (const auto& element : content) {
        if (element.name == "body") return element.text;
    }
    return {};
}

}  // namespace

struct Sealer::Job {
    core::Address peer;
    xmpp::ChatMessage message;
    core::XmlElement stanza;
    std::int64_t id = 0;
    MessageGuard::Sealed done;
    EncryptionPolicy policy;
    std::vector<core::Address> people;
    bool isPromised = false;  ///< a room's lock was closed when this was written
    int rounds = 0;

    [[nodiscard]] bool isRoom() const { return message.kind == xmpp::MessageKind::GroupChat; }
};

void Sealer::seal(const xmpp::ChatMessage& message, std::int64_t id, MessageGuard::Sealed done) {
    auto stanza = message.toStanza();
    if (!hasContent(stanza)) return done(std::move(stanza));
    auto job = std::make_shared<Job>();
    job->peer = message.to.address();
    job->message = message;
    job->stanza = std::move(stanza);
    job->id = id;
    job->done = std::move(done);
    auto& queue = jobs_[job->peer];
    queue.push_back(job);
    if (queue.size() == 1) begin(job->peer);
}

void Sealer::begin(const core::Address& peer) {
    const auto job = jobs_.at(peer).front();
    job->policy = state_.parts.policy();
    const bool isPlain = !job->policy.isOn() || (!state_.wants(peer) && job->policy.allowsPlain);
    if (isPlain) return finish(job, job->stanza);
    findPeople(job);
}

void Sealer::findPeople(const JobPointer& job) {
    if (!job->isRoom()) {
        if (job->peer != state_.self()) job->people = {job->peer};
        return findDevices(job);
    }
    const auto why = rooms_.whyNot(job->peer);
    if (!why.empty()) {
        if (job->policy.allowsPlain) return finish(job, job->stanza);
        return finish(job, core::fail(core::ErrorCode::Forbidden, "Sending a message",
                                      "your organisation allows only encrypted ones", why));
    }
    const auto before = rooms_.known(job->peer);
    job->isPromised =
        !before.empty() &&
        decide(job->policy, state_.recipients(before, job->policy).keys, true, {}).kind ==
            Outcome::Kind::Encrypted;
    rooms_.people(job->peer).then(
        owner_, [this, job](const core::Result<std::vector<core::Address>>& people) {
            if (!people) return finish(job, people.error());
            job->people = *people;
            findDevices(job);
        });
}

void Sealer::findDevices(const JobPointer& job) {
    auto everybody = job->people;
    everybody.push_back(state_.self());
    state_.finder.findLists(everybody, [this, job](const core::Status& found) {
        if (!found) return finish(job, found.error());
        findKeys(job);
    });
}

void Sealer::findKeys(const JobPointer& job) {
    const auto recipients = state_.recipients(job->people, job->policy);
    std::vector<DeviceAddress> missing;
    for (const auto& device : recipients.devices) {
        if (!state_.ratchet.hasSession(device)) missing.push_back(device);
    }
    if (missing.empty() || ++job->rounds > mostRounds) return decideFor(job, recipients);
    state_.finder.findSessions(missing, [this, job](const core::Status& found) {
        if (!found) return finish(job, found.error());
        findKeys(job);
    });
}

void Sealer::decideFor(const JobPointer& job, const Recipients& recipients) {
    const auto name =
        state_.parts.nameOf(recipients.without.isEmpty() ? job->peer : recipients.without);
    const auto outcome = decide(job->policy, recipients.keys, state_.wants(job->peer), name);
    switch (outcome.kind) {
        case Outcome::Kind::Refused:
            return finish(job, core::fail(core::ErrorCode::Forbidden, "Sending a message",
                                          "it was not sent", outcome.sentence));
        case Outcome::Kind::Plain:
            if (job->isPromised) {
                if (state_.devicesChanged) state_.devicesChanged(job->peer);
                return finish(job, core::fail(core::ErrorCode::Forbidden, "Sending a message",
                                              name + " has come, and has no device that can read "
                                                     "encrypted messages",
                                              "The lock was closed when you wrote this, so it was "
                                              "not sent. Sent again, it goes as the lock says "
                                              "now."));
            }
            if (std::exchange(wasEncrypted_[job->peer], false)) {
                state_.announce(job->peer,
                                "From here on messages are not encrypted from end to "
                                "end: " +
                                    name + " announces no keys any more.");
            }
            return finish(job, job->stanza);
        case Outcome::Kind::Encrypted:
            wasEncrypted_[job->peer] = true;
            return encrypt(job, outcome, recipients);
    }
}

void Sealer::encrypt(const JobPointer& job, const Outcome& outcome, const Recipients& recipients) {
    auto stanza = job->stanza;
    std::string text;
    if (outcome.scheme == Scheme::Omemo) {
        xmpp::SceEnvelope envelope;
        envelope.content = xmpp::takeContent(stanza);
        envelope.from = xmpp::Jid(state_.self());
        if (job->isRoom()) envelope.to = xmpp::Jid(job->peer);
        text = envelope.toXml(state_.parts.random);
    } else {
        // The old form knows texts alone: what else belongs to the message stays beside it.
        auto copy = stanza;
        text = bodyOf(xmpp::takeContent(copy));
        if (text.empty()) return finish(job, std::move(stanza));
    }
    const auto sealed = sealPayload(outcome.scheme, text, state_.parts.random);
    if (!sealed) return finish(job, sealed.error());
    xmpp::OmemoMessage message;
    message.scheme = outcome.scheme;
    message.sender = state_.keys.device();
    message.iv = sealed->iv;
    message.payload = sealed->payload;
    for (const auto& device : recipients.devices) {
        auto key = state_.ratchet.encrypt(device, sealed->secret);
        if (!key) continue;
        message.keys.push_back(
            {device.owner, device.device, key->isExchange, std::move(key->data)});
    }
    job->stanza = std::move(stanza);
    write(job, message);
}

void Sealer::write(const JobPointer& job, const xmpp::OmemoMessage& message) {
    xmpp::addEncrypted(job->stanza, message.toElement());
    const auto protection =
        message.scheme == Scheme::Omemo ? store::Protection::Omemo : store::Protection::LegacyOmemo;
    state_.table
        .writeSent(state_.takeChanges(), job->id, int(protection),
                   fingerprintOf(state_.keys.ownPublic().substr(1)))
        .then(owner_, [this, job](const core::Status& written) {
            if (written) return finish(job, job->stanza);
            finish(job, core::fail(core::ErrorCode::Unavailable, "Encrypting a message",
                                   written.error().answer, written.error().advice));
        });
}

void Sealer::finish(const JobPointer& job, core::Result<core::XmlElement> stanza) {
    const auto peer = job->peer;
    job->done(std::move(stanza));
    auto& queue = jobs_.at(peer);
    queue.pop_front();
    if (queue.empty()) {
        jobs_.erase(peer);
    } else {
        begin(peer);
    }
}

}  // namespace sidetone::messaging
