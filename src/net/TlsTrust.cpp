// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/TlsTrust.h"

#include <algorithm>
#include <utility>

#include "core/text.h"

namespace sidetone::net {
namespace {

constexpr std::size_t mostRefused = 16;
constexpr std::size_t mostPins = 500;
constexpr std::size_t fingerprintLength = 64;

/// "host" of "host:port" or "[address]:port".
std::string_view hostOf(std::string_view server) {
    const auto colon = server.rfind(':');
    return colon == std::string_view::npos ? server : server.substr(0, colon);
}

bool isFingerprint(std::string_view text) {
    return text.size() == fingerprintLength &&
           text.find_first_not_of("0123456789abcdef") == std::string_view::npos;
}

std::optional<Pin> pinOf(std::string_view line) {
    const auto words = core::split(core::trim(line), ' ');
    if (words.size() != 3 || !isFingerprint(words[0]) || words[2].empty()) return {};
    const auto seconds = core::parseNumber(words[1]);
    if (!seconds || *seconds > 253402300799ULL) return {};
    Pin pin;
    pin.sha256 = std::string(words[0]);
    pin.since = core::WallTime(std::chrono::seconds(*seconds));
    pin.server = core::lowerAscii(words[2]);
    pin.isKept = true;
    return pin;
}

}  // namespace

std::string_view name(TlsFault fault) {
    switch (fault) {
        case TlsFault::Expired:
            return "expired";
        case TlsFault::NotYetValid:
            return "not-yet-valid";
        case TlsFault::SelfSigned:
            return "self-signed";
        case TlsFault::UnknownAuthority:
            return "unknown-authority";
        case TlsFault::WrongName:
            return "wrong-name";
        case TlsFault::WeakKey:
            return "weak-key";
        case TlsFault::WeakSignature:
            return "weak-signature";
        case TlsFault::NotForServers:
            return "not-for-servers";
        case TlsFault::Revoked:
            return "revoked";
        case TlsFault::BadSignature:
            return "bad-signature";
        case TlsFault::Unreadable:
            return "unreadable";
        case TlsFault::Other:
            break;
    }
    return "other";
}

void TlsTrust::changed() const {
    const auto call = changed_;
    if (call) call();
}

void TlsTrust::setInvalidCertificates(InvalidCertificates behavior) {
    if (std::exchange(behavior_, behavior) == behavior) return;
    for (auto& one : refused_) {
        one.mayBePinned =
            behavior_ != InvalidCertificates::RejectAndNotify && mayBeAccepted(one.fault);
    }
    changed();
}

core::Status TlsTrust::accept(const RefusedCertificate& certificate) {
    const std::string tried = "Trusting the certificate of " + certificate.server;
    if (behavior_ == InvalidCertificates::RejectAndNotify) {
        return core::fail(core::ErrorCode::Forbidden, tried,
                          "your organisation does not allow certificates that cannot be verified",
                          certificate.error.advice);
    }
    if (!mayBeAccepted(certificate.fault)) {
        return core::fail(core::ErrorCode::Forbidden, tried, certificate.error.answer,
                          "Nobody should trust it; ask your administrator.");
    }
    if (certificate.chain.empty() || !isFingerprint(certificate.chain.front().sha256)) {
        return core::fail(core::ErrorCode::InvalidInput, tried, "it has no fingerprint");
    }
    const auto server = core::lowerAscii(certificate.server);
    const auto& sha256 = certificate.chain.front().sha256;
    std::erase_if(pins_, [&](const Pin& pin) { return pin.server == server; });
    if (pins_.size() >= mostPins) pins_.erase(pins_.begin());
    pins_.push_back(
        {server, sha256, clock_.wallTime(), behavior_ == InvalidCertificates::PromptOnce});
    // The same certificate at the host's other ports is answered with it.
    std::erase_if(refused_, [&](const RefusedCertificate& one) {
        return !one.chain.empty() && covers(one.server, one.chain.front().sha256);
    });
    changed();
    return {};
}

void TlsTrust::forget(std::string_view server) {
    const auto wanted = core::lowerAscii(server);
    const auto gone =
        std::erase_if(pins_, [&](const Pin& pin) { return hostOf(pin.server) == hostOf(wanted); });
    if (gone > 0) changed();
}

void TlsTrust::endSession() {
    std::erase_if(pins_, [](const Pin& pin) { return !pin.isKept; });
    refused_.clear();
    changed();
}

void TlsTrust::clearRefused() {
    if (refused_.empty()) return;
    refused_.clear();
    changed();
}

std::string TlsTrust::text() const {
    std::string text = "# Certificates that were accepted although they cannot be verified\n";
    for (const auto& pin : pins_) {
        if (!pin.isKept) continue;
        const auto seconds =
            std::chrono::duration_cast<std::chrono::seconds>(pin.since.time_since_epoch());
        text += pin.sha256 + " " + std::to_string(seconds.count()) + " " + pin.server + "\n";
    }
    return text;
}

void TlsTrust::read(std::string_view text) {
    std::erase_if(pins_, [](const Pin& pin) { return pin.isKept; });
    for (const auto line : core::split(text, '\n')) {
        if (pins_.size() >= mostPins) break;
        if (auto pin = pinOf(line)) pins_.push_back(std::move(*pin));
    }
    changed();
}

bool TlsTrust::counts(const Pin& pin) const {
    switch (behavior_) {
        case InvalidCertificates::RejectAndNotify:
            return false;
        case InvalidCertificates::PromptPerSession:
            return !pin.isKept;
        case InvalidCertificates::PromptOnce:
            break;
    }
    return true;
}

bool TlsTrust::covers(std::string_view server, std::string_view sha256) const {
    const auto wanted = core::lowerAscii(server);
    return std::any_of(pins_.begin(), pins_.end(), [&](const Pin& pin) {
        return counts(pin) && pin.sha256 == sha256 && hostOf(pin.server) == hostOf(wanted);
    });
}

std::optional<Pin> TlsTrust::otherPin(std::string_view server, std::string_view sha256) const {
    const auto wanted = core::lowerAscii(server);
    for (const auto& pin : pins_) {
        if (pin.server == wanted && pin.sha256 != sha256) return pin;
    }
    return {};
}

void TlsTrust::refuse(RefusedCertificate certificate) {
    certificate.mayBePinned =
        behavior_ != InvalidCertificates::RejectAndNotify && mayBeAccepted(certificate.fault);
    const auto fingerprint = [](const RefusedCertificate& one) {
        return one.chain.empty() ? std::string() : one.chain.front().sha256;
    };
    std::erase_if(refused_, [&](const RefusedCertificate& one) {
        return one.server == certificate.server && fingerprint(one) == fingerprint(certificate);
    });
    if (refused_.size() >= mostRefused) refused_.erase(refused_.begin());
    refused_.push_back(std::move(certificate));
    changed();
}

}  // namespace sidetone::net
