// SPDX-License-Identifier: GPL-3.0-or-later
#include "directory/ldap/GssapiExchange.h"

#include <optional>

namespace sidetone::directory {

using core::ErrorCode;

namespace {

constexpr const char* tried = "Agreeing with the directory on how messages are protected";

/// The first of those that the server offers.
std::optional<SaslProtection> chosen(unsigned offered, bool isEncrypted) {
    const auto has = [offered](SaslProtection one) {
        return (offered & static_cast<unsigned>(one)) != 0;
    };
    if (isEncrypted && has(SaslProtection::None)) return SaslProtection::None;
    if (has(SaslProtection::Confidentiality)) return SaslProtection::Confidentiality;
    if (has(SaslProtection::Integrity)) return SaslProtection::Integrity;
    return {};
}

}  // namespace

GssapiExchange::GssapiExchange(std::shared_ptr<net::SecurityContext> context, bool isEncrypted)
    : context_(std::move(context)), isEncrypted_(isEncrypted) {}

core::Task<std::string> GssapiExchange::answer(std::string challenge) {
    if (stage_ == Stage::Agreeing) return core::Task<std::string>::ready(agree(challenge));
    if (stage_ == Stage::Done) {
        return core::Task<std::string>::ready(
            core::fail(ErrorCode::BadAnswer, tried, "it goes on asking when all is said"));
    }
    core::Promise<std::string> promise;
    auto task = promise.task();
    context_->step(std::move(challenge))
        .then(owner_, [this, promise](core::Result<net::SecurityContext::Step> step) {
            if (!step) return promise.settle(step.error());
            if (step->isComplete) stage_ = Stage::Agreeing;
            promise.settle(std::move(step->token));
        });
    return task;
}

core::Result<std::string> GssapiExchange::agree(const std::string& offer) {
    auto opened = context_->unwrap(offer, false);
    if (!opened) return opened.error();
    if (opened->size() != 4) return core::fail(ErrorCode::BadAnswer, tried, "it offers nonsense");
    const auto byte = [&opened](std::size_t at) {
        return static_cast<unsigned char>((*opened)[at]);
    };
    const auto choice = chosen(byte(0), isEncrypted_);
    if (!choice) {
        return core::fail(ErrorCode::Untrusted, tried,
                          "it protects nothing on a line that is not encrypted",
                          "Ask your administrator to switch encryption on (UseSSL).");
    }
    protection_ = *choice;
    largestSent_ = static_cast<std::size_t>(byte(1)) << 16U |
                   static_cast<std::size_t>(byte(2)) << 8U | byte(3);
    // Without protection the length must be 0 (RFC 4752 3.1). Nobody else's name follows.
    const auto taken = protection_ == SaslProtection::None ? 0 : SaslLayer::largestTaken - 1;
    const std::string reply{static_cast<char>(protection_), static_cast<char>(taken >> 16U & 0xffU),
                            static_cast<char>(taken >> 8U & 0xffU),
                            static_cast<char>(taken & 0xffU)};
    auto wrapped = context_->wrap(reply, false);
    if (wrapped) stage_ = Stage::Done;
    return wrapped;
}

std::unique_ptr<SaslLayer> GssapiExchange::layer() const {
    if (stage_ != Stage::Done || protection_ == SaslProtection::None) return nullptr;
    return std::make_unique<SaslLayer>(context_, protection_, largestSent_);
}

}  // namespace sidetone::directory
