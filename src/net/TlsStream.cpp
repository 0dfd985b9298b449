// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/TlsStream.h"

#include <openssl/err.h>
#include <openssl/ssl.h>

#include <array>
#include <utility>

#include "net/tlsReason.h"

namespace sidetone::net {
namespace {

struct FreeContext {
    void operator()(SSL_CTX* context) const { SSL_CTX_free(context); }
};
struct FreeHandshake {
    void operator()(SSL* handshake) const { SSL_free(handshake); }
};

/// RFC 7301 section 3.1: each name after its length.
std::string alpnList(const std::vector<std::string>& names) {
    std::string list;
    for (const auto& name : names) {
        if (name.empty() || name.size() > 255) continue;
        list += static_cast<char>(name.size());
        list += name;
    }
    return list;
}

/// RFC 6066 section 3: addresses are not named.
bool isNumeric(const std::string& host) {
    return host.find(':') != std::string::npos ||
           host.find_first_not_of("0123456789.") == std::string::npos;
}

/// The oldest error of OpenSSL's queue is the reason, the others follow from it.
std::string reasonOf(unsigned long code) {
    const char* const text = ERR_reason_error_string(code);
    return text != nullptr ? text : std::string();
}

}  // namespace

struct TlsStream::Parts {
    std::unique_ptr<SSL_CTX, FreeContext> context;
    std::unique_ptr<SSL, FreeHandshake> ssl;
    BIO* in = nullptr;   ///< owned by ssl
    BIO* out = nullptr;  ///< owned by ssl
};

TlsStream::TlsStream(std::unique_ptr<Parts> parts, const TlsJudge& judge)
    : parts_(std::move(parts)), judge_(judge) {}

TlsStream::~TlsStream() = default;

std::unique_ptr<TlsStream> TlsStream::create(const TlsJudge& judge,
                                             const std::vector<std::string>& alpn) {
    auto parts = std::make_unique<Parts>();
    parts->context.reset(SSL_CTX_new(TLS_client_method()));
    if (!parts->context || !judgeBy(parts->context.get(), judge)) return nullptr;
    SSL_CTX_set_verify(parts->context.get(), SSL_VERIFY_PEER, nullptr);
    SSL_CTX_set_session_cache_mode(parts->context.get(), SSL_SESS_CACHE_OFF);
    parts->ssl.reset(SSL_new(parts->context.get()));
    parts->in = BIO_new(BIO_s_mem());
    parts->out = BIO_new(BIO_s_mem());
    if (!parts->ssl || parts->in == nullptr || parts->out == nullptr) {
        BIO_free(parts->in);
        BIO_free(parts->out);
        return nullptr;
    }
    SSL* const ssl = parts->ssl.get();
    SSL_set_bio(ssl, parts->in, parts->out);
    SSL_set_connect_state(ssl);
    if (!judge.peer.hosts.empty() && !isNumeric(judge.peer.hosts.front())) {
        SSL_set_tlsext_host_name(ssl, judge.peer.hosts.front().c_str());
    }
    const auto list = alpnList(alpn);
    SSL_set_alpn_protos(ssl, reinterpret_cast<const unsigned char*>(list.data()),
                        static_cast<unsigned int>(list.size()));
    return std::unique_ptr<TlsStream>(new TlsStream(std::move(parts), judge));
}

void TlsStream::receive(std::string_view encrypted) {
    if (state_ == State::Failed || state_ == State::Ended) return;
    if (!encrypted.empty()) {
        BIO_write(parts_->in, encrypted.data(), static_cast<int>(encrypted.size()));
    }
    if (state_ == State::Handshaking) shakeHands();
    if (state_ == State::Open) decrypt();
}

void TlsStream::shakeHands() {
    ERR_clear_error();
    const int done = SSL_do_handshake(parts_->ssl.get());
    if (done == 1) {
        state_ = State::Open;
        return;
    }
    const int why = SSL_get_error(parts_->ssl.get(), done);
    if (why != SSL_ERROR_WANT_READ && why != SSL_ERROR_WANT_WRITE) fail();
}

void TlsStream::decrypt() {
    std::array<char, 16'384> buffer;
    for (;;) {
        ERR_clear_error();
        const int count =
            SSL_read(parts_->ssl.get(), buffer.data(), static_cast<int>(buffer.size()));
        if (count > 0) {
            plain_.append(buffer.data(), static_cast<std::size_t>(count));
            continue;
        }
        const int why = SSL_get_error(parts_->ssl.get(), count);
        if (why == SSL_ERROR_ZERO_RETURN) state_ = State::Ended;
        const bool isWaiting = why == SSL_ERROR_WANT_READ || why == SSL_ERROR_WANT_WRITE;
        if (!isWaiting && why != SSL_ERROR_ZERO_RETURN) fail();
        return;
    }
}

void TlsStream::fail() {
    said_ = reasonOf(ERR_peek_error());
    ERR_clear_error();
    state_ = State::Failed;
}

void TlsStream::write(std::string_view plain) {
    while (state_ == State::Open && !plain.empty()) {
        ERR_clear_error();
        const auto part = plain.substr(0, 1U << 20U);
        const int count = SSL_write(parts_->ssl.get(), part.data(), static_cast<int>(part.size()));
        if (count <= 0) return fail();
        plain.remove_prefix(static_cast<std::size_t>(count));
    }
}

void TlsStream::sayGoodbye() {
    if (state_ != State::Open) return;
    ERR_clear_error();
    SSL_shutdown(parts_->ssl.get());
}

std::string TlsStream::takeOutgoing() {
    std::string bytes(BIO_ctrl_pending(parts_->out), '\0');
    if (bytes.empty()) return bytes;
    const int count = BIO_read(parts_->out, bytes.data(), static_cast<int>(bytes.size()));
    bytes.resize(count > 0 ? static_cast<std::size_t>(count) : 0);
    return bytes;
}

std::string TlsStream::takePlain() {
    return std::exchange(plain_, {});
}

core::Error TlsStream::failure() const {
    if (judge_.refusal->has_value()) return **judge_.refusal;
    return handshakeReason(judge_.server, said_);
}

TlsInfo TlsStream::info() const {
    return describeHandshake(parts_->ssl.get());
}

}  // namespace sidetone::net
