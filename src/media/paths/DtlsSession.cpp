// SPDX-License-Identifier: GPL-3.0-or-later
#include "media/paths/DtlsSession.h"

#include <openssl/bio.h>
#include <openssl/err.h>
#include <openssl/srtp.h>
#include <openssl/ssl.h>

#include <sys/time.h>

#include <algorithm>
#include <array>
#include <string>
#include <utility>

#include "media/rtp/octets.h"

namespace sidetone::media {
namespace {

constexpr std::size_t largestDatagram = 1200;  // passes every network that carries calls
constexpr std::size_t recordHeader = 13;
constexpr std::size_t largestTaken = 16'384;
constexpr unsigned longestTimeout = 60'000'000;  // microseconds
constexpr std::string_view tried = "Agreeing on keys with the other side";
constexpr std::string_view exporterLabel = "EXTRACTOR-dtls_srtp";

struct Profile {
    SrtpSuite suite;
    unsigned long id;
    const char* name;
    std::size_t saltLength;
};

constexpr std::array<Profile, 3> profiles{{
    {SrtpSuite::AesCm128Sha80, SRTP_AES128_CM_SHA1_80, "SRTP_AES128_CM_SHA1_80", 14},
    {SrtpSuite::AeadAes128Gcm, SRTP_AEAD_AES_128_GCM, "SRTP_AEAD_AES_128_GCM", 12},
    {SrtpSuite::AeadAes256Gcm, SRTP_AEAD_AES_256_GCM, "SRTP_AEAD_AES_256_GCM", 12},
}};

std::string profileNames(const std::vector<SrtpSuite>& suites) {
    std::string names;
    for (const auto suite : suites) {
        const auto found = std::find_if(profiles.begin(), profiles.end(),
                                        [suite](const auto& p) { return p.suite == suite; });
        if (found == profiles.end()) return {};
        if (!names.empty()) names += ':';
        names += found->name;
    }
    return names;
}

/// Who signed a certificate says nothing here: its fingerprint is looked at when it is whole.
int takeAnyChain(int, X509_STORE_CTX*) {
    return 1;
}

std::string reasonOf() {
    const auto code = ERR_get_error();
    const char* reason = code != 0 ? ERR_reason_error_string(code) : nullptr;
    ERR_clear_error();
    return reason != nullptr ? reason : "the handshake broke off";
}

}  // namespace

bool looksLikeDtls(std::span<const std::uint8_t> datagram) {
    return datagram.size() > recordHeader && datagram[0] >= 20 && datagram[0] <= 63;
}

core::Result<std::unique_ptr<DtlsSession>> DtlsSession::create(core::Clock& clock,
                                                               DtlsSettings settings,
                                                               DtlsEvents events) {
    if (!settings.certificate || profileNames(settings.suites).empty()) {
        return core::fail(core::ErrorCode::InvalidInput, std::string(tried),
                          "there is no certificate, or a suite that DTLS does not have");
    }
    std::unique_ptr<DtlsSession> session(
        new DtlsSession(clock, std::move(settings), std::move(events)));
    if (!session->prepare()) {
        return core::fail(core::ErrorCode::Internal, std::string(tried), reasonOf());
    }
    return session;
}

bool DtlsSession::prepare() {
    context_ = SSL_CTX_new(DTLS_method());
    if (context_ == nullptr) return false;
    SSL_CTX_set_options(context_, SSL_OP_NO_QUERY_MTU | SSL_OP_NO_RENEGOTIATION | SSL_OP_NO_TICKET);
    SSL_CTX_set_session_cache_mode(context_, SSL_SESS_CACHE_OFF);
    SSL_CTX_set_verify(context_, SSL_VERIFY_PEER | SSL_VERIFY_FAIL_IF_NO_PEER_CERT, takeAnyChain);
    const auto names = profileNames(settings_.suites);
    const auto& own = *settings_.certificate;
    if (SSL_CTX_set_min_proto_version(context_, DTLS1_2_VERSION) != 1) return false;
    if (SSL_CTX_set_cipher_list(context_, "ECDHE+AESGCM:ECDHE+CHACHA20") != 1) return false;
    if (SSL_CTX_use_certificate(context_, own.certificate()) != 1) return false;
    if (SSL_CTX_use_PrivateKey(context_, own.key()) != 1) return false;
    if (SSL_CTX_set_tlsext_use_srtp(context_, names.c_str()) != 0) return false;
    ssl_ = SSL_new(context_);
    if (ssl_ == nullptr) return false;
    auto* in = BIO_new(BIO_s_mem());
    auto* out = BIO_new(BIO_s_mem());
    if (in == nullptr || out == nullptr) {
        BIO_free(in);
        BIO_free(out);
        return false;
    }
    BIO_set_mem_eof_return(in, -1);
    SSL_set_bio(ssl_, in, out);
    SSL_set_app_data(ssl_, this);
    DTLS_set_timer_cb(ssl_, &DtlsSession::nextTimeout);
    DTLS_set_link_mtu(ssl_, static_cast<long>(largestDatagram));
    if (settings_.role == DtlsRole::Client) {
        SSL_set_connect_state(ssl_);
    } else {
        SSL_set_accept_state(ssl_);
    }
    return true;
}

DtlsSession::~DtlsSession() {
    SSL_free(ssl_);
    SSL_CTX_free(context_);
}

unsigned DtlsSession::nextTimeout(ssl_st* ssl, unsigned microseconds) {
    const auto* session = static_cast<const DtlsSession*>(SSL_get_app_data(ssl));
    if (microseconds != 0) return std::min(2 * microseconds, longestTimeout);
    const std::chrono::microseconds first = session->settings_.firstTimeout;
    return static_cast<unsigned>(first.count());
}

void DtlsSession::start() {
    if (state_ != State::Idle) return;
    state_ = State::Shaking;
    deadline_ = clock_.after(settings_.deadline, [this] {
        fail(core::fail(core::ErrorCode::Timeout, std::string(tried), "it does not answer"));
    });
    drive();
}

void DtlsSession::receive(std::span<const std::uint8_t> datagram) {
    if (state_ != State::Shaking && state_ != State::Connected) return;
    if (!looksLikeDtls(datagram) || datagram.size() > largestTaken) return;
    BIO_write(SSL_get_rbio(ssl_), datagram.data(), static_cast<int>(datagram.size()));
    if (state_ == State::Shaking) {
        drive();
    } else {
        readOn();
    }
}

void DtlsSession::drive() {
    ERR_clear_error();
    const int result = SSL_do_handshake(ssl_);
    const int error = SSL_get_error(ssl_, result);
    flush();
    if (result == 1) {
        finished();
    } else if (error == SSL_ERROR_WANT_READ || error == SSL_ERROR_WANT_WRITE) {
        watchTime();
    } else {
        fail(core::fail(core::ErrorCode::Refused, std::string(tried), reasonOf()));
    }
}

/// After the handshake: its last flight may be asked for again, and the other side may close.
void DtlsSession::readOn() {
    ERR_clear_error();
    std::array<std::uint8_t, 2048> unused{};
    int result = 1;
    while (result > 0) {
        result = SSL_read(ssl_, unused.data(), static_cast<int>(unused.size()));
    }
    const int error = SSL_get_error(ssl_, result);
    flush();
    if (error == SSL_ERROR_WANT_READ) return;
    state_ = State::Closed;
    ERR_clear_error();
    if (events_.onClosed) events_.onClosed();
}

void DtlsSession::finished() {
    repeat_.stop();
    deadline_.stop();
    auto* shown = SSL_get1_peer_certificate(ssl_);
    const bool isRight = isAnnounced(shown, settings_.announced);
    X509_free(shown);
    if (!isRight) {
        SSL_shutdown(ssl_);
        flush();
        fail(core::fail(core::ErrorCode::Untrusted, std::string(tried),
                        "it showed another certificate than its description announced"));
        return;
    }
    const auto keys = agreedKeys();
    if (!keys) {
        fail(keys.error());
        return;
    }
    state_ = State::Connected;
    if (events_.onKeys) events_.onKeys(*keys);
}

core::Result<DtlsKeys> DtlsSession::agreedKeys() const {
    const auto* chosen = SSL_get_selected_srtp_profile(ssl_);
    const auto profile = std::find_if(profiles.begin(), profiles.end(), [&](const auto& each) {
        return chosen != nullptr && each.id == chosen->id;
    });
    if (profile == profiles.end()) {
        return core::fail(core::ErrorCode::Unsupported, std::string(tried),
                          "it has no protection for media in common with us");
    }
    const std::size_t salt = profile->saltLength;
    const std::size_t key = keyLength(profile->suite) - salt;
    std::string material(2 * (key + salt), '\0');
    const int done = SSL_export_keying_material(
        ssl_, reinterpret_cast<unsigned char*>(material.data()), material.size(),
        exporterLabel.data(), exporterLabel.size(), nullptr, 0, 0);
    const core::Secret all(std::move(material));
    if (done != 1) {
        return core::fail(core::ErrorCode::Internal, std::string(tried), reasonOf());
    }
    // Both keys, the client's first, then both salts.
    const std::string_view octets = all.reveal();
    const auto keyOf = [&](std::size_t side) {
        std::string one;
        one.reserve(key + salt);
        one.append(octets.substr(side * key, key));
        one.append(octets.substr(2 * key + side * salt, salt));
        return SrtpKey{profile->suite, core::Secret(std::move(one))};
    };
    const std::size_t ours = settings_.role == DtlsRole::Client ? 0 : 1;
    return DtlsKeys{keyOf(ours), keyOf(1 - ours)};
}

/// OpenSSL writes records one behind the other: as many go into a datagram as fit.
void DtlsSession::flush() {
    char* data = nullptr;
    auto* out = SSL_get_wbio(ssl_);
    const long length = BIO_get_mem_data(out, &data);
    if (length <= 0) return;
    const std::vector<std::uint8_t> all(data, data + length);
    static_cast<void>(BIO_reset(out));
    const std::span<const std::uint8_t> records(all);
    std::size_t begin = 0;
    std::size_t at = 0;
    while (at + recordHeader <= records.size()) {
        const std::size_t end =
            std::min(at + recordHeader + read16(records, at + 11), records.size());
        if (end - begin > largestDatagram && at > begin) {
            events_.onSend(records.subspan(begin, at - begin));
            begin = at;
        }
        at = end;
    }
    if (at > begin) events_.onSend(records.subspan(begin, at - begin));
}

void DtlsSession::watchTime() {
    timeval left{};
    if (DTLSv1_get_timeout(ssl_, &left) != 1) {
        repeat_.stop();
        return;
    }
    const auto wait = std::chrono::seconds(left.tv_sec) + std::chrono::microseconds(left.tv_usec);
    const auto rounded = std::chrono::ceil<core::Milliseconds>(wait);
    repeat_ = clock_.after(std::max(rounded, core::Milliseconds(1)), [this] { timeIsOver(); });
}

void DtlsSession::timeIsOver() {
    ERR_clear_error();
    const bool goesOn = DTLSv1_handle_timeout(ssl_) >= 0;
    flush();
    if (goesOn) {
        watchTime();
    } else {
        fail(core::fail(core::ErrorCode::Timeout, std::string(tried), reasonOf()));
    }
}

void DtlsSession::close() {
    repeat_.stop();
    deadline_.stop();
    if (state_ == State::Connected) {
        SSL_shutdown(ssl_);
        flush();
    }
    state_ = State::Closed;
}

void DtlsSession::fail(const core::Error& error) {
    repeat_.stop();
    deadline_.stop();
    ERR_clear_error();
    state_ = State::Failed;
    if (events_.onFailed) events_.onFailed(error);
}

}  // namespace sidetone::media
