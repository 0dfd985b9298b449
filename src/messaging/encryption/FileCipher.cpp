// SPDX-License-Identifier: GPL-3.0-or-later
#include "messaging/encryption/FileCipher.h"

#include <openssl/evp.h>

#include "core/hexadecimal.h"

namespace sidetone::messaging {
namespace {

constexpr std::size_t keySize = 32;
constexpr std::size_t tagSize = 16;
constexpr std::string_view scheme = "aesgcm://";

std::optional<std::string> fromHex(std::string_view text) {
    std::string bytes;
    for (std::size_t i = 0; i + 1 < text.size(); i += 2) {
        const int high = core::hexadecimalDigit(text[i]);
        const int low = core::hexadecimalDigit(text[i + 1]);
        if (high < 0 || low < 0) return {};
        bytes += char(high * 16 + low);
    }
    return bytes;
}

std::string toHex(std::string_view bytes) {
    constexpr char digits[] = "0123456789abcdef";
    std::string text;
    for (const char byte : bytes) {
        text += digits[static_cast<unsigned char>(byte) >> 4];
        text += digits[static_cast<unsigned char>(byte) & 15];
    }
    return text;
}

unsigned char* bytes(std::string& text) {
    return reinterpret_cast<unsigned char*>(text.data());
}
const unsigned char* bytes(std::string_view text) {
    return reinterpret_cast<const unsigned char*>(text.data());
}

core::Error broken(const char* why) {
    return core::fail(core::ErrorCode::Forbidden, "Reading an encrypted file", why,
                      "Ask for it to be sent again.");
}

}  // namespace

FileKey FileKey::make(core::Random& random) {
    std::string all(12 + keySize, '\0');
    random.fill({bytes(all), all.size()});
    return {all.substr(0, 12), core::Secret(all.substr(12))};
}

std::optional<FileKey> FileKey::fromFragment(std::string_view fragment) {
    if (fragment.size() != 2 * (12 + keySize) && fragment.size() != 2 * (16 + keySize)) return {};
    const auto all = fromHex(fragment);
    if (!all) return {};
    const auto ivSize = all->size() - keySize;
    return FileKey{all->substr(0, ivSize), core::Secret(all->substr(ivSize))};
}

core::Secret FileKey::fragment() const {
    return core::Secret(toHex(iv) + toHex(key.reveal()));
}

std::optional<EncryptedFileAddress> EncryptedFileAddress::parse(std::string_view text) {
    text = text.substr(0, text.find('\n'));
    const auto hash = text.rfind('#');
    if (!text.starts_with(scheme) || hash == std::string_view::npos) return {};
    const auto place = text.substr(scheme.size(), hash - scheme.size());
    if (place.empty() || place.find_first_of(" \t\r\"<>") != std::string_view::npos) return {};
    auto key = FileKey::fromFragment(text.substr(hash + 1));
    if (!key) return {};
    return EncryptedFileAddress{"https://" + std::string(place), std::move(*key)};
}

core::Secret EncryptedFileAddress::text() const {
    constexpr std::string_view https = "https://";
    const auto place = std::string_view(url).substr(url.starts_with(https) ? https.size() : 0);
    return core::Secret(std::string(scheme) + std::string(place) + "#" + key.fragment().reveal());
}

class FileCipher::Context {
public:
    Context(FileCipher::Way direction, const FileKey& key)
        : way(direction), cipher(EVP_CIPHER_CTX_new(), &EVP_CIPHER_CTX_free) {
        const int encrypts = way == Way::Encrypt ? 1 : 0;
        isReady = key.key.reveal().size() == keySize && !key.iv.empty() &&
                  EVP_CipherInit_ex(cipher.get(), EVP_aes_256_gcm(), nullptr, nullptr, nullptr,
                                    encrypts) == 1 &&
                  EVP_CIPHER_CTX_ctrl(cipher.get(), EVP_CTRL_GCM_SET_IVLEN, int(key.iv.size()),
                                      nullptr) == 1 &&
                  EVP_CipherInit_ex(cipher.get(), nullptr, nullptr, bytes(key.key.reveal()),
                                    bytes(key.iv), encrypts) == 1;
    }
    std::optional<std::string> run(std::string_view data) {
        std::string out(data.size() + tagSize, '\0');
        int length = 0;
        constexpr std::size_t most = 1 << 30;
        if (!isReady || data.size() > most ||
            EVP_CipherUpdate(cipher.get(), bytes(out), &length, bytes(data), int(data.size())) !=
                1) {
            return {};
        }
        out.resize(std::size_t(length));
        return out;
    }

    FileCipher::Way way;
    std::unique_ptr<EVP_CIPHER_CTX, decltype(&EVP_CIPHER_CTX_free)> cipher;
    std::string held;  ///< what may be the tag
    bool isReady = false;
};

FileCipher::FileCipher(Way way, const FileKey& key)
    : context_(std::make_unique<Context>(way, key)) {}
FileCipher::~FileCipher() = default;

core::Result<std::string> FileCipher::update(std::string_view piece) {
    if (context_->way == Way::Encrypt) {
        if (auto out = context_->run(piece)) return *out;
        return core::fail(core::ErrorCode::Internal, "Encrypting a file");
    }
    context_->held += piece;
    if (context_->held.size() <= tagSize) return std::string();
    const auto ready = context_->held.size() - tagSize;
    auto out = context_->run(std::string_view(context_->held).substr(0, ready));
    context_->held.erase(0, ready);
    if (!out) return broken("its key does not fit");
    return *out;
}

core::Result<std::string> FileCipher::finish() {
    std::string tag = context_->held;
    auto* cipher = context_->cipher.get();
    std::string rest(tagSize, '\0');
    int length = 0;
    if (context_->way == Way::Decrypt) {
        if (tag.size() != tagSize) return broken("it is not whole");
        const bool isGenuine =
            context_->isReady &&
            EVP_CIPHER_CTX_ctrl(cipher, EVP_CTRL_GCM_SET_TAG, int(tagSize), tag.data()) == 1 &&
            EVP_CipherFinal_ex(cipher, bytes(rest), &length) == 1;
        if (!isGenuine) return broken("it was changed on its way");
        return std::string();
    }
    tag.assign(tagSize, '\0');
    if (!context_->isReady || EVP_CipherFinal_ex(cipher, bytes(rest), &length) != 1 ||
        EVP_CIPHER_CTX_ctrl(cipher, EVP_CTRL_GCM_GET_TAG, int(tagSize), tag.data()) != 1) {
        return core::fail(core::ErrorCode::Internal, "Encrypting a file");
    }
    return tag;
}

}  // namespace sidetone::messaging
