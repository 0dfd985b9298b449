// SPDX-License-Identifier: GPL-3.0-or-later
#include "office/enrolment/DeviceIssuer.h"

#include <openssl/evp.h>
#include <openssl/x509.h>

#include <array>
#include <cstdio>

#include "core/text.h"
#include "office/ca/Authority.h"
#include "office/supervisor/TextFile.h"

namespace sidetone::office {

namespace {

std::string derOf(X509* certificate) {
    unsigned char* bytes = nullptr;
    const int length = i2d_X509(certificate, &bytes);
    std::string text(reinterpret_cast<char*>(bytes), static_cast<std::size_t>(length));
    OPENSSL_free(bytes);
    return text;
}

}  // namespace

EnrolmentRule DeviceIssuer::ruleOf(const std::string& user) const {
    const auto text = readFile(layout_.path("answers/enrolment-" + user));
    const std::string word(core::trim(text.value_or(std::string())));
    EnrolmentRule rule;
    if (word.rfind("string-", 0) == 0) {
        rule.proof = 1;
        rule.digits = word.substr(7);
    }
    if (word == "lsc") rule.proof = 3;
    if (word == "mic") rule.proof = 4;
    rule.mayHaveMore = word == "again" || rule.proof >= 3;
    rule.isUnknown = word == "unknown";
    rule.comesLater = word == "later";
    rule.wantsEc = word == "ec";
    return rule;
}

core::Result<std::string> DeviceIssuer::issue(const std::string& device, const std::string& user,
                                              EVP_PKEY* publicKey) const {
    auto authority = Authority(layout_).deviceAuthority();
    if (!authority) return authority.error();
    CertificateRequest request;
    request.commonName = device;
    request.alternatives = {"URI:" + device};
    request.use = CertificateRequest::Use::Device;
    request.lastDay = 1825;
    auto certificate = certify(request, publicKey, *authority);
    if (!certificate) return certificate.error();
    const std::string der = derOf(certificate->get());
    if (auto made = makeFolder(layout_.path("enrolment")); !made) return made.error();
    if (auto kept = writeFile(layout_.path("enrolment/" + device + ".der"), der); !kept) {
        return kept.error();
    }
    std::remove(layout_.path("answers/enrolment-" + user).c_str());
    return der;
}

std::optional<std::string> DeviceIssuer::issued(const std::string& device) const {
    auto der = readFile(layout_.path("enrolment/" + device + ".der"));
    if (!der) return {};
    return std::move(*der);
}

std::string DeviceIssuer::certificateHash(const std::string& device) const {
    const auto der = issued(device);
    if (!der) return {};
    std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
    unsigned int length = 0;
    EVP_Digest(der->data(), der->size(), digest.data(), &length, EVP_md5(), nullptr);
    std::string text;
    for (unsigned int i = 0; i < length; ++i) {
        std::array<char, 3> pair{};
        std::snprintf(pair.data(), pair.size(), "%02X", static_cast<unsigned>(digest[i]));
        text += pair.data();
    }
    return text;
}

}  // namespace sidetone::office
