// SPDX-License-Identifier: GPL-3.0-or-later
#include "messaging/history/sealedPage.h"

#include <QByteArray>
#include <array>

#include "core/text.h"
#include "messaging/encryption/crypto.h"

namespace sidetone::messaging {
namespace {

constexpr std::string_view signs = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
constexpr std::size_t codeLength = 26;
constexpr std::size_t vectorSize = 12;
constexpr std::uint32_t largestPage = 32U << 20;  ///< bytes of JSON

/// What people mistake for another sign is that one.
char plainSign(char sign) {
    const char upper = sign >= 'a' && sign <= 'z' ? static_cast<char>(sign - 'a' + 'A') : sign;
    if (upper == 'O') return '0';
    return upper == 'I' || upper == 'L' ? '1' : upper;
}

/// What qCompress() says in front about the size.
std::uint32_t announcedSize(std::string_view compressed) {
    std::uint32_t size = 0;
    for (std::size_t i = 0; i < 4 && i < compressed.size(); ++i) {
        size = (size << 8) | static_cast<unsigned char>(compressed[i]);
    }
    return size;
}

}  // namespace

std::string makeTransferCode(core::Random& random) {
    std::string code;
    for (std::size_t i = 0; i < codeLength; ++i) {
        if (i == 5 || i == 10 || i == 15 || i == 20) code += '-';
        code += signs[random.below(signs.size())];
    }
    return code;
}

std::optional<core::Secret> transferKey(std::string_view code, std::string_view transfer) {
    std::string plain;
    for (const char sign : code) {
        if (sign == '-' || sign == ' ') continue;
        plain += plainSign(sign);
        if (signs.find(plain.back()) == std::string_view::npos) return {};
    }
    if (plain.size() != codeLength) return {};
    auto key = crypto::hkdfSha256(plain, "Sidetone history 1 " + std::string(transfer), 32);
    if (!key) return {};
    return core::Secret(std::move(*key));
}

std::string sealPage(const store::MovedPage& page, std::int64_t after, const core::Secret& key,
                     core::Random& random) {
    const auto compressed = qCompress(QByteArray::fromStdString(writePage(page, after)));
    std::array<std::uint8_t, vectorSize> bytes{};
    random.fill(bytes);
    const std::string vector(bytes.begin(), bytes.end());
    const auto sealed = crypto::sealGcm(key.reveal(), vector, compressed.toStdString());
    return core::toBase64(vector + sealed.value_or(std::string()));
}

std::optional<store::MovedPage> openPage(std::string_view text, std::int64_t after,
                                         const core::Secret& key) {
    const auto bytes = core::fromBase64(text);
    if (!bytes || bytes->size() < vectorSize + crypto::gcmTagSize) return {};
    const auto opened = crypto::openGcm(key.reveal(), bytes->substr(0, vectorSize),
                                        std::string_view(*bytes).substr(vectorSize));
    if (!opened || announcedSize(*opened) > largestPage) return {};
    const auto json = qUncompress(QByteArray::fromStdString(*opened));
    return readPage({json.constData(), std::size_t(json.size())}, after);
}

}  // namespace sidetone::messaging
