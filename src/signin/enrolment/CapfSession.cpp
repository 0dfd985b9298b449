// SPDX-License-Identifier: GPL-3.0-or-later
#include "signin/enrolment/CapfSession.h"

#include <openssl/evp.h>

#include <utility>

#include "core/text.h"

namespace sidetone::signin {
namespace {

using core::ErrorCode;
using Command = CapfCommand;
using Tag = CapfTag;

constexpr core::Milliseconds patience{10'000};   ///< for one message of the server's
constexpr core::Milliseconds signOfLife{2'000};  ///< while a key is being made
constexpr std::uint32_t smallestRsa = 2048;
constexpr std::uint32_t largestRsa = 4096;

std::uint8_t number(CapfReason reason) {
    return static_cast<std::uint8_t>(reason);
}

/// Empty where we do not make such a key.
std::optional<KeyWish> wishOf(const CapfMessage& message) {
    KeyWish wish;
    if (message.number(Tag::KeyType).value_or(0) == 1) {
        static constexpr KeyWish::Kind curves[] = {KeyWish::Kind::P256, KeyWish::Kind::P384,
                                                   KeyWish::Kind::P521};
        const auto curve = message.number(Tag::Curve).value_or(0);
        if (curve >= std::size(curves)) return {};
        wish.kind = curves[curve];
        return wish;
    }
    const auto bits = message.number(Tag::KeySize).value_or(smallestRsa);
    if (bits < smallestRsa || bits > largestRsa) return {};
    wish.bits = static_cast<int>(bits);
    return wish;
}

}  // namespace

CapfSession::CapfSession(core::Clock& clock, CertificateVault& vault,
                         std::shared_ptr<net::Connection> connection, EnrolmentRequest request)
    : clock_(clock),
      vault_(vault),
      connection_(std::move(connection)),
      request_(std::move(request)) {}

CapfSession::~CapfSession() {
    if (connection_) connection_->close();
}

std::string CapfSession::tried() const {
    return "Getting a certificate for " + request_.device + " from " + request_.server;
}

core::Task<Enrolled> CapfSession::run() {
    auto task = promise_.task();
    promise_.onCancel([this] { finish(core::fail(ErrorCode::Cancelled, tried())); });
    watch();
    connection_->setHandlers({[this](std::string_view bytes) { received(bytes); },
                              [this](const core::Error& error) {
                                  // The pair is ours once it was stored and the server has heard
                                  // so.
                                  if (hasStored_) return finish(std::move(outcome_));
                                  fail(error.code,
                                       "the server closed the connection before it had finished",
                                       "Try again; if it stays so, ask your administrator.");
                              }});
    return task;
}

void CapfSession::watch() {
    silence_ = clock_.after(patience, [this] {
        if (hasStored_) return finish(std::move(outcome_));
        fail(ErrorCode::Timeout, "the server said nothing for 10 s",
             "Ask your administrator whether its certificate service (CAPF) runs.");
    });
}

void CapfSession::received(std::string_view bytes) {
    arrived_ += bytes;
    while (state_ != State::Ended) {
        auto message = takeCapf(arrived_);
        if (!message) {
            return fail(message.error().code, message.error().answer, message.error().advice);
        }
        if (!*message) return;
        watch();
        take(**message);
    }
}

void CapfSession::take(const CapfMessage& message) {
    session_ = message.session;
    const bool isWorking = state_ == State::Making || state_ == State::Storing;
    switch (message.command) {
        case Command::AuthenticationRequest:
            if (state_ == State::Greeting) return authenticate(message);
            break;
        case Command::KeyRequest:
            if (state_ == State::Asked) return makeKey(message);
            break;
        case Command::StoreRequest:
            if (state_ == State::Offered) return storeCertificate(message);
            break;
        case Command::FetchRequest:
            if (state_ == State::Asked) return fetch();
            break;
        case Command::DeleteRequest:
            if (state_ == State::Asked) return retire();
            break;
        case Command::End:
            if (!isWorking) return ended(message);
            break;
        case Command::RetryLater: {
            const auto delay = message.number(Tag::RetryDelay);
            return fail(ErrorCode::Unavailable,
                        "the server asks to come back later" +
                            (delay ? " (in " + std::to_string(*delay) + " s)" : std::string()),
                        "Sign in again in a while.");
        }
        case Command::InProgress:
            return;
        default:
            break;
    }
    fail(ErrorCode::BadAnswer,
         "the server sent a message out of turn (command " +
             std::to_string(static_cast<int>(message.command)) + ")",
         "Ask your administrator to look at its certificate service (CAPF).");
}

/// The version is given back as it was offered: servers that offer 3 take nothing less.
void CapfSession::authenticate(const CapfMessage& message) {
    CapfMessage answered{Command::AuthenticationResponse, session_, {}};
    const auto* offered = message.find(Tag::Version);
    const std::string version = offered != nullptr ? *offered : std::string(1, '\3');
    const std::string device = request_.device + '\0';
    if (request_.proof == config::EnrolmentProof::AuthenticationString) {
        answered.add(Tag::Reason, number(CapfReason::Good))
            .add(Tag::Version, version)
            .add(Tag::Password, request_.authenticationString.reveal() + '\0')
            .add(Tag::DeviceName, device);
    } else {
        answered.add(Tag::Version, version)
            .add(Tag::DeviceName, device)
            .add(Tag::Reason, number(CapfReason::Good));
        addProof(answered);
    }
    state_ = State::Asked;
    answer(std::move(answered));
}

/// The present certificate proves itself by signatures over the device's name and itself.
void CapfSession::addProof(CapfMessage& answered) const {
    const bool isByCertificate = request_.proof == config::EnrolmentProof::Lsc ||
                                 request_.proof == config::EnrolmentProof::Mic;
    if (!isByCertificate || !request_.present) return;
    constexpr char sha512 = 3;
    const auto der = request_.present->certificateDer();
    const auto bytes = request_.device + '\0' + der;
    auto* const key = request_.present->key();
    const auto strong = signatureOf(key, SignatureHash::Sha512, bytes);
    std::string signedBySha2(1, sha512);
    signedBySha2 += static_cast<char>((strong.size() >> 8U) & 0xFFU);
    signedBySha2 += static_cast<char>(strong.size() & 0xFFU);
    answered.add(Tag::Certificate, wrapCertificate(der))
        .add(Tag::SignedData, signatureOf(key, SignatureHash::Sha1, bytes))
        .add(Tag::SignedDataSha2, signedBySha2 + strong);
}

void CapfSession::makeKey(const CapfMessage& message) {
    const auto wish = wishOf(message);
    if (!wish) {
        const auto bits = message.number(Tag::KeySize).value_or(0);
        return fail(ErrorCode::Unsupported,
                    "the server wants an RSA key of " + std::to_string(bits) +
                        " bits or an unknown kind; 2048 to 4096 bits or a NIST curve are possible",
                    "Ask your administrator to set the device's key size to 2048.");
    }
    state_ = State::Making;
    silence_.stop();
    busy_ = clock_.every(signOfLife, [this] { answer({Command::InProgress, session_, {}}); });
    vault_.maker().make(*wish).then(owner_, [this](const core::Result<DeviceKey>& key) {
        busy_.stop();
        if (!key) {
            fail(key.error().code, "the key could not be made", {});
        } else {
            keyMade(*key);
        }
    });
}

void CapfSession::keyMade(const DeviceKey& key) {
    key_ = key;
    state_ = State::Offered;
    CapfMessage answered{Command::KeyResponse, session_, {}};
    answered.add(Tag::PublicKey, publicKeyOf(key_.get()));
    watch();
    answer(std::move(answered));
}

void CapfSession::storeCertificate(const CapfMessage& message) {
    const auto* value = message.find(Tag::Certificate);
    auto identity = net::ClientIdentity::fromDer(
        value != nullptr ? unwrapCertificate(*value) : std::string(), key_.get());
    if (!identity) {
        CapfMessage refused{Command::StoreResponse, session_, {}};
        refused.add(Tag::Reason, number(CapfReason::AlreadyIssued));
        answer(std::move(refused));
        return fail(ErrorCode::BadAnswer, identity.error().answer,
                    "Ask your administrator to reset the device and to look at its certificate "
                    "service (CAPF).");
    }
    state_ = State::Storing;
    silence_.stop();
    outcome_.identity = *identity;
    vault_.keep(request_.device, *identity)
        .then(owner_, [this](const core::Result<Keeping>& keeping) {
            if (!keeping) {
                return fail(keeping.error().code, keeping.error().answer, keeping.error().advice);
            }
            outcome_.keeping = *keeping;
            hasStored_ = true;
            state_ = State::Closing;
            watch();
            CapfMessage answered{Command::StoreResponse, session_, {}};
            answered.add(Tag::Reason, number(CapfReason::Good));
            answer(std::move(answered));
        });
}

void CapfSession::fetch() {
    CapfMessage answered{Command::FetchResponse, session_, {}};
    if (request_.present) {
        answered.add(Tag::Reason, number(CapfReason::Good))
            .add(Tag::Certificate, wrapCertificate(request_.present->certificateDer()));
    } else {
        answered.add(Tag::Reason, number(CapfReason::NothingToDo));
    }
    state_ = State::Closing;
    answer(std::move(answered));
}

/// The file stays: it is the last good pair until there is another.
void CapfSession::retire() {
    outcome_.isDeleted = true;
    CapfMessage answered{Command::DeleteResponse, session_, {}};
    answered.add(Tag::Reason, number(CapfReason::Good));
    state_ = State::Closing;
    answer(std::move(answered));
}

void CapfSession::ended(const CapfMessage& message) {
    const auto reason = message.number(Tag::Reason).value_or(number(CapfReason::Good));
    const auto* text = message.find(Tag::ReasonText);
    const std::string words =
        text != nullptr && !text->empty() ? " (" + core::printable(*text, 100) + ")" : "";
    // A certificate that was issued and stored is ours, whatever else the server says.
    if (hasStored_ || reason <= number(CapfReason::Good)) return finish(std::move(outcome_));
    if (reason == number(CapfReason::UnknownDevice)) {
        return fail(ErrorCode::Forbidden,
                    "the server does not know the device " + request_.device + words,
                    "Ask your administrator whether the device is set up for a certificate.");
    }
    if (reason == number(CapfReason::AlreadyIssued)) {
        return fail(ErrorCode::Forbidden,
                    "the server has issued this device's certificate already, or refuses what we "
                    "sent" +
                        words,
                    request_.proof == config::EnrolmentProof::AuthenticationString
                        ? "Check the authentication string; if it is right, ask your administrator "
                          "to reset the device's certificate."
                        : "Ask your administrator to reset the device's certificate (CAPF: "
                          "Install/Upgrade).");
    }
    fail(ErrorCode::Forbidden, "the server declined with reason " + std::to_string(reason) + words,
         "Ask your administrator to look at its certificate service (CAPF).");
}

void CapfSession::answer(CapfMessage message) {
    auto bytes = encodeCapf(message);
    if (!bytes) return fail(bytes.error().code, bytes.error().answer, {});
    connection_->write(*bytes);
}

void CapfSession::fail(core::ErrorCode code, std::string answer, std::string advice) {
    finish(core::fail(code, tried(), std::move(answer), std::move(advice)));
}

void CapfSession::finish(core::Result<Enrolled> outcome) {
    if (std::exchange(state_, State::Ended) == State::Ended) return;
    silence_.stop();
    busy_.stop();
    owner_.cancelAll();
    connection_->close();
    const auto promise = promise_;
    promise.settle(std::move(outcome));
}

}  // namespace sidetone::signin
