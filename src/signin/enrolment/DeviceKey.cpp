// SPDX-License-Identifier: GPL-3.0-or-later
#include "signin/enrolment/DeviceKey.h"

#include <openssl/evp.h>
#include <openssl/x509.h>

#include <QCoreApplication>
#include <thread>

namespace sidetone::signin {
namespace {

struct FreeDigest {
    void operator()(EVP_MD_CTX* context) const { EVP_MD_CTX_free(context); }
};

const char* curveOf(KeyWish::Kind kind) {
    switch (kind) {
        case KeyWish::Kind::P384:
            return "P-384";
        case KeyWish::Kind::P521:
            return "P-521";
        default:
            return "P-256";
    }
}

}  // namespace

std::string KeyWish::text() const {
    return kind == Kind::Rsa ? "RSA " + std::to_string(bits) : std::string("EC ") + curveOf(kind);
}

std::string publicKeyOf(EVP_PKEY* key) {
    unsigned char* bytes = nullptr;
    const int length = i2d_PUBKEY(key, &bytes);
    if (length <= 0) return {};
    std::string text(reinterpret_cast<char*>(bytes), static_cast<std::size_t>(length));
    OPENSSL_free(bytes);
    return text;
}

std::string signatureOf(EVP_PKEY* key, SignatureHash hash, std::string_view bytes) {
    const std::unique_ptr<EVP_MD_CTX, FreeDigest> context(EVP_MD_CTX_new());
    const auto* digest = hash == SignatureHash::Sha1 ? EVP_sha1() : EVP_sha512();
    if (EVP_DigestSignInit(context.get(), nullptr, digest, nullptr, key) != 1) return {};
    const auto* data = reinterpret_cast<const unsigned char*>(bytes.data());
    std::size_t size = 0;
    if (EVP_DigestSign(context.get(), nullptr, &size, data, bytes.size()) != 1) return {};
    std::string signature(size, '\0');
    auto* out = reinterpret_cast<unsigned char*>(signature.data());
    if (EVP_DigestSign(context.get(), out, &size, data, bytes.size()) != 1) return {};
    signature.resize(size);
    return signature;
}

DeviceKey makeKey(const KeyWish& wish) {
    EVP_PKEY* const key =
        wish.kind == KeyWish::Kind::Rsa
            ? EVP_PKEY_Q_keygen(nullptr, nullptr, "RSA", static_cast<std::size_t>(wish.bits))
            : EVP_PKEY_Q_keygen(nullptr, nullptr, "EC", curveOf(wish.kind));
    return key != nullptr ? DeviceKey(key, EVP_PKEY_free) : nullptr;
}

core::Task<DeviceKey> ThreadKeyMaker::make(KeyWish wish) {
    core::Promise<DeviceKey> promise;
    auto task = promise.task();
    // The promise belongs to this thread: the worker carries only a pointer to it back.
    auto carried = std::make_unique<core::Promise<DeviceKey>>(std::move(promise));
    std::thread([wish, raw = carried.release()] {
        auto key = makeKey(wish);
        auto* const application = QCoreApplication::instance();
        if (application == nullptr) return;
        QMetaObject::invokeMethod(
            application,
            [raw, key = std::move(key)] {
                const std::unique_ptr<core::Promise<DeviceKey>> owned(raw);
                if (key) {
                    owned->settle(key);
                } else {
                    owned->settle(core::fail(core::ErrorCode::Internal, "Making a key"));
                }
            },
            Qt::QueuedConnection);
    }).detach();
    return task;
}

}  // namespace sidetone::signin
