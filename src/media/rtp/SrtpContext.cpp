// SPDX-License-Identifier: GPL-3.0-or-later
#include "media/rtp/SrtpContext.h"

#include <srtp2/srtp.h>

#include <mutex>
#include <string>

namespace sidetone::media {
namespace {

/// The library keeps its tables of ciphers in statics: they are filled once.
bool libraryIsReady() {
    static std::once_flag once;
    static bool ready = false;
    std::call_once(once, [] { ready = srtp_init() == srtp_err_status_ok; });
    return ready;
}

/// RTCP keeps the 80-bit tag in every suite with SHA-1 (RFC 4568, section 6.2.2; RFC 6188, section
/// 3); with GCM both have one of 16 octets (RFC 7714, section 13).
void setSuite(srtp_policy_t& policy, SrtpSuite suite) {
    switch (suite) {
        case SrtpSuite::AesCm256Sha80:
        case SrtpSuite::AesCm256Sha32:
            srtp_crypto_policy_set_aes_cm_256_hmac_sha1_80(&policy.rtp);
            srtp_crypto_policy_set_aes_cm_256_hmac_sha1_80(&policy.rtcp);
            break;
        case SrtpSuite::AesCm128Sha80:
        case SrtpSuite::AesCm128Sha32:
            srtp_crypto_policy_set_rtp_default(&policy.rtp);
            srtp_crypto_policy_set_rtcp_default(&policy.rtcp);
            break;
        case SrtpSuite::AeadAes256Gcm:
            srtp_crypto_policy_set_aes_gcm_256_16_auth(&policy.rtp);
            srtp_crypto_policy_set_aes_gcm_256_16_auth(&policy.rtcp);
            break;
        case SrtpSuite::AeadAes128Gcm:
            srtp_crypto_policy_set_aes_gcm_128_16_auth(&policy.rtp);
            srtp_crypto_policy_set_aes_gcm_128_16_auth(&policy.rtcp);
            break;
    }
    if (suite == SrtpSuite::AesCm256Sha32) {
        srtp_crypto_policy_set_aes_cm_256_hmac_sha1_32(&policy.rtp);
    }
    if (suite == SrtpSuite::AesCm128Sha32) {
        srtp_crypto_policy_set_aes_cm_128_hmac_sha1_32(&policy.rtp);
    }
}

}  // namespace

core::Result<std::unique_ptr<SrtpContext>> SrtpContext::create(const SrtpKey& key, SrtpUse use) {
    const std::string tried = "Protecting sound with " + std::string(name(key.suite));
    if (key.keyAndSalt.reveal().size() != keyLength(key.suite)) {
        return core::fail(core::ErrorCode::InvalidInput, tried, "the key has a wrong length");
    }
    if (!libraryIsReady()) {
        return core::fail(core::ErrorCode::Unsupported, tried, "libsrtp2 does not work here");
    }
    std::string octets = key.keyAndSalt.reveal();
    srtp_policy_t policy{};
    setSuite(policy, key.suite);
    policy.ssrc.type = use == SrtpUse::Protect ? ssrc_any_outbound : ssrc_any_inbound;
    policy.key = reinterpret_cast<unsigned char*>(octets.data());
    policy.window_size = 128;
    srtp_t context = nullptr;
    const auto status = srtp_create(&context, &policy);
    const core::Secret wiped(std::move(octets));
    if (status != srtp_err_status_ok) {
        return core::fail(core::ErrorCode::Unsupported, tried,
                          "libsrtp2 says " + std::to_string(status));
    }
    return std::unique_ptr<SrtpContext>(new SrtpContext(context, use));
}

SrtpContext::~SrtpContext() {
    srtp_dealloc(context_);
}

std::optional<std::size_t> SrtpContext::rtp(std::span<std::uint8_t> buffer, std::size_t octets) {
    const bool protects = use_ == SrtpUse::Protect;
    if (octets < 12 || octets + (protects ? overhead : 0) > buffer.size()) return std::nullopt;
    int length = static_cast<int>(octets);
    const auto status = protects ? srtp_protect(context_, buffer.data(), &length)
                                 : srtp_unprotect(context_, buffer.data(), &length);
    if (status != srtp_err_status_ok || length < 0) return std::nullopt;
    return static_cast<std::size_t>(length);
}

std::optional<std::size_t> SrtpContext::rtcp(std::span<std::uint8_t> buffer, std::size_t octets) {
    const bool protects = use_ == SrtpUse::Protect;
    if (octets < 8 || octets + (protects ? overhead : 0) > buffer.size()) return std::nullopt;
    int length = static_cast<int>(octets);
    const auto status = protects ? srtp_protect_rtcp(context_, buffer.data(), &length)
                                 : srtp_unprotect_rtcp(context_, buffer.data(), &length);
    if (status != srtp_err_status_ok || length < 0) return std::nullopt;
    return static_cast<std::size_t>(length);
}

}  // namespace sidetone::media
