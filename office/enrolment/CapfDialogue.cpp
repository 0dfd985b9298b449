// SPDX-License-Identifier: GPL-3.0-or-later
#include "office/enrolment/CapfDialogue.h"

#include <openssl/evp.h>
#include <openssl/x509.h>

#include <memory>
#include <utility>

namespace sidetone::office {

namespace {

enum Command { AuthAsk = 1, AuthAnswer, KeyAsk, KeyAnswer, StoreAsk = 9, StoreAnswer, End = 15 };
constexpr int later = 16;
constexpr int inProgress = 17;
enum Tag { Reason = 1, Kind = 3, Certificate = 4, Signature = 6, Version = 7, Proof = 8 };
enum MoreTags { PublicKey = 9, KeySize = 10, Password = 11, Delay = 12, Device = 13, KeyType = 17 };
enum Reasons { Good = 1, Declined = 7, UnknownDevice = 9 };

struct KeyFree {
    void operator()(EVP_PKEY* key) const { EVP_PKEY_free(key); }
};
struct DigestFree {
    void operator()(EVP_MD_CTX* context) const { EVP_MD_CTX_free(context); }
};

std::string two(std::size_t number) {
    return {static_cast<char>((number >> 8U) & 0xFFU), static_cast<char>(number & 0xFFU)};
}

std::string element(int tag, const std::string& value) {
    return static_cast<char>(tag) + two(value.size()) + value;
}

std::string element(int tag, int value) {
    return element(tag, std::string(1, static_cast<char>(value)));
}

std::size_t numberOf(const std::string& bytes, std::size_t at) {
    return static_cast<std::size_t>(static_cast<unsigned char>(bytes[at])) << 8U |
           static_cast<unsigned char>(bytes[at + 1]);
}

/// Without the NUL that ends names and passwords.
std::string textOf(const std::string& value) {
    return value.substr(0, value.find('\0'));
}

bool isSignedBy(const std::string& der, const std::string& signature, const std::string& bytes) {
    const auto* at = reinterpret_cast<const unsigned char*>(der.data());
    X509* certificate = d2i_X509(nullptr, &at, static_cast<long>(der.size()));
    if (certificate == nullptr) return false;
    const std::unique_ptr<EVP_PKEY, KeyFree> key(X509_get_pubkey(certificate));
    X509_free(certificate);
    const std::unique_ptr<EVP_MD_CTX, DigestFree> context(EVP_MD_CTX_new());
    return EVP_DigestVerifyInit(context.get(), nullptr, EVP_sha512(), nullptr, key.get()) == 1 &&
           EVP_DigestVerify(context.get(), reinterpret_cast<const unsigned char*>(signature.data()),
                            signature.size(), reinterpret_cast<const unsigned char*>(bytes.data()),
                            bytes.size()) == 1;
}

}  // namespace

CapfDialogue::CapfDialogue(const DeviceIssuer& issuer, const UserStore& users, Wire wire,
                           std::uint32_t session)
    : issuer_(issuer), users_(users), wire_(std::move(wire)), session_(session) {}

bool CapfDialogue::tell(int command, const std::string& elements) {
    std::string message = "\x55";
    message += static_cast<char>(command);
    message += two(session_ >> 16U) + two(session_ & 0xFFFFU) + two(elements.size());
    return wire_.send(message + elements);
}

std::optional<CapfDialogue::Elements> CapfDialogue::expect(int command) {
    for (;;) {
        const std::string header = wire_.receive(8);
        if (header.size() < 8 || header[0] != '\x55') return {};
        const std::size_t length = numberOf(header, 6);
        const std::string body = wire_.receive(length);
        if (body.size() < length) return {};
        if (header[1] == inProgress) continue;
        if (header[1] != command) return {};
        Elements found;
        for (std::size_t at = 0; at + 3 <= body.size();) {
            const std::size_t size = numberOf(body, at + 1);
            if (at + 3 + size > body.size()) return {};
            found[static_cast<unsigned char>(body[at])] = body.substr(at + 3, size);
            at += 3 + size;
        }
        return found;
    }
}

std::string CapfDialogue::end(int reason, const std::string& why) {
    tell(End, element(Reason, reason));
    return why;
}

bool CapfDialogue::provesItself(const EnrolmentRule& rule, const Elements& answer,
                                const std::string& device) const {
    const auto valueOf = [&answer](int tag) {
        const auto at = answer.find(tag);
        return at == answer.end() ? std::string() : at->second;
    };
    if (rule.proof == 1) return textOf(valueOf(Password)) == rule.digits;
    if (rule.proof == 2) return true;
    const auto der = issuer_.issued(device);
    const std::string shown = valueOf(Certificate);
    const std::string proof = valueOf(20);
    if (!der || shown.size() <= 5 || shown.substr(5) != *der || proof.size() <= 3) return false;
    return isSignedBy(*der, proof.substr(3), device + '\0' + *der);
}

std::string CapfDialogue::run() {
    tell(AuthAsk, element(Version, 3) + element(Proof, 0));
    const auto answer = expect(AuthAnswer);
    if (!answer) return "no answer to the first question";
    const auto name = answer->find(Device);
    const std::string device = name == answer->end() ? std::string() : textOf(name->second);
    const auto version = answer->find(Version);
    if (version == answer->end() || version->second != "\3") return end(Declined, "wrong version");
    const User* user = users_.findDevice(device);
    if (user == nullptr) return end(UnknownDevice, "unknown device");
    const auto rule = issuer_.ruleOf(user->id);
    if (rule.isUnknown) return end(UnknownDevice, device + ": not set up for a certificate");
    if (rule.comesLater) {
        tell(later, element(Delay, two(30)));
        return device + ": later";
    }
    if (!provesItself(rule, *answer, device)) return end(Declined, device + ": wrong proof");
    if (issuer_.issued(device) && !rule.mayHaveMore) {
        return end(Declined, device + ": issued already");
    }
    return issueTo(device, user->id, rule.wantsEc);
}

std::string CapfDialogue::issueTo(const std::string& device, const std::string& user,
                                  bool wantsEc) {
    tell(KeyAsk, wantsEc ? element(KeyType, 1) + element(18, 0)
                         : element(KeyType, 0) + element(KeySize, two(2048)));
    const auto made = expect(KeyAnswer);
    const auto bytes = made ? made->find(PublicKey) : Elements::const_iterator();
    if (!made || bytes == made->end()) return device + ": no key";
    const auto* at = reinterpret_cast<const unsigned char*>(bytes->second.data());
    const std::unique_ptr<EVP_PKEY, KeyFree> key(
        d2i_PUBKEY(nullptr, &at, static_cast<long>(bytes->second.size())));
    if (!key) return end(Declined, device + ": the key cannot be read");
    auto der = issuer_.issue(device, user, key.get());
    if (!der) return end(Declined, device + ": " + der.error().sentence());
    const std::string inner = "\1" + two(der->size() + 2) + std::string("\0\1", 2) + *der;
    tell(StoreAsk, element(Kind, 1) + element(Certificate, inner));
    const auto stored = expect(StoreAnswer);
    if (!stored) return device + ": issued, but nobody says that it was stored";
    return end(Good, device + ": issued");
}

}  // namespace sidetone::office
