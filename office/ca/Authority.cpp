// SPDX-License-Identifier: GPL-3.0-or-later
#include "office/ca/Authority.h"

#include <array>
#include <filesystem>
#include <utility>

#include "core/text.h"
#include "office/supervisor/ContractPart.h"
#include "office/supervisor/TextFile.h"

namespace sidetone::office {

namespace {

constexpr std::array<std::pair<std::string_view, CertificateKind>, 10> kinds{{
    {"good", CertificateKind::Good},
    {"expired", CertificateKind::Expired},
    {"wrong-name", CertificateKind::WrongName},
    {"self-signed", CertificateKind::SelfSigned},
    {"other-ca", CertificateKind::OtherAuthority},
    {"revoked", CertificateKind::Revoked},
    {"windows-ca", CertificateKind::WindowsAuthority},
    {"ios-ca", CertificateKind::IosAuthority},
    {"rsa-1024", CertificateKind::WeakKey},
    {"rsa-2048", CertificateKind::SmallestKey},
}};

std::string dnsName(const std::string& name) {
    return "DNS:" + name;
}

core::Result<Identity> makeRoot(const std::string& name) {
    CertificateRequest request;
    request.commonName = name;
    request.lastDay = 3650;
    request.use = CertificateRequest::Use::Authority;
    return makeIdentity(request, nullptr);
}

core::Status store(const Identity& identity, const std::string& certificateFile,
                   const std::string& keyFile, const std::string& chain) {
    if (auto status = writeFile(keyFile, toPem(*identity.key)); !status) return status;
    return writeFile(certificateFile, toPem(*identity.certificate) + chain);
}

}  // namespace

std::optional<CertificateKind> certificateKind(std::string_view word) {
    for (const auto& [name, kind] : kinds) {
        if (name == word) return kind;
    }
    return {};
}

std::vector<std::string> certifiedServers(const Layout& layout) {
    std::vector<std::string> servers{"prosody", "kamailio", "slapd", "coturn"};
    if (layout.with("second-call-server")) servers.emplace_back("kamailio2");
    if (layout.with("survivable-site")) servers.emplace_back("srst");
    if (layout.with("enrolment")) servers.emplace_back("capf");
    for (const ContractPart* part : partsOf(layout)) servers.emplace_back(part->name);
    return servers;
}

CertificateNames namesOf(const Layout& layout, std::string_view server) {
    const auto host = [&layout](Host which) {
        return std::vector<std::string>{dnsName(layout.fullName(which)),
                                        "IP:" + layout.address(which)};
    };
    const auto with = [](std::vector<std::string> names, const std::vector<std::string>& more) {
        names.insert(names.end(), more.begin(), more.end());
        return names;
    };
    const std::string& domain = layout.domain;
    if (server == "prosody") {
        // RFC 4985 (SRVName) and RFC 6120 section 13.7.1.4 (XmppAddr).
        auto hosts = host(Host::Imp1);
        for (const Host more : {Host::Imp2, Host::CloudMessaging, Host::PartnerMessaging}) {
            hosts = with(std::move(hosts), host(more));
        }
        return {layout.fullName(Host::Imp1),
                with(hosts,
                     {dnsName(domain), dnsName("conference." + domain), dnsName("upload." + domain),
                      dnsName("proxy." + domain), dnsName(layout.partnerDomain()),
                      dnsName("conference." + layout.partnerDomain()),
                      "otherName:1.3.6.1.5.5.7.8.7;IA5STRING:_xmpp-client." + domain,
                      "otherName:1.3.6.1.5.5.7.8.5;UTF8:" + domain})};
    }
    if (server == "slapd") {
        return {layout.fullName(Host::Ldap1), with(host(Host::Ldap1), host(Host::Ldap2))};
    }
    if (server == "capf") return {"CAPF-office", host(Host::Cucm1)};
    if (server == "coturn") {
        return {layout.fullName(Host::Edge1), with(host(Host::Edge1), host(Host::OutsideEdge1))};
    }
    const auto nodes = with(with(host(Host::Cucm1), host(Host::Cucm2)),
                            with(host(Host::Cucm3), host(Host::CucmB1)));
    // RFC 5922 section 4: the domain that the proxy speaks for, as a URI.
    if (server == "kamailio" || server == "kamailio2" || server == "srst") {
        return {layout.fullName(Host::Cucm1), with(nodes, {dnsName(domain), "URI:sip:" + domain})};
    }
    if (server == "contracts") {
        return {layout.fullName(Host::Cucm1), with(nodes, host(Host::OutsideEdge1))};
    }
    const ContractPart* part = findPart(server);
    if (part == nullptr) return {};
    std::vector<std::string> names;
    for (const Host one : part->hosts) names = with(std::move(names), host(one));
    return {layout.fullName(part->hosts.front()), std::move(names)};
}

core::Status Authority::prepare() const {
    if (auto status = makeFolder(layout_.path("ca")); !status) return status;
    if (!readFile(layout_.path("ca/root.key"))) {
        auto root = makeRoot("Sidetone office root");
        if (!root) return root.error();
        auto status = store(*root, layout_.rootCertificate(), layout_.path("ca/root.key"), "");
        if (!status) return status;
    }
    if (layout_.with("enrolment")) {
        if (auto status = makeDeviceAuthority(); !status) return status;
    }
    for (const std::string& server : certifiedServers(layout_)) {
        if (auto status = issue(server, CertificateKind::Good); !status) return status;
    }
    return {};
}

core::Result<Identity> Authority::root() const {
    auto certificate = readFile(layout_.rootCertificate());
    if (!certificate) return certificate.error();
    auto key = readFile(layout_.path("ca/root.key"));
    if (!key) return key.error();
    return readIdentity(*certificate, *key);
}

core::Result<Identity> Authority::deviceAuthority() const {
    auto certificate = readFile(layout_.path("ca/devices.crt"));
    if (!certificate) return certificate.error();
    auto key = readFile(layout_.path("ca/devices.key"));
    if (!key) return key.error();
    return readIdentity(*certificate, *key);
}

core::Status Authority::makeDeviceAuthority() const {
    if (deviceAuthority()) return {};
    auto above = root();
    if (!above) return above.error();
    CertificateRequest request;
    request.commonName = "CAPF-office";
    request.lastDay = 1825;
    request.use = CertificateRequest::Use::Authority;
    auto made = makeIdentity(request, &*above);
    if (!made) return made.error();
    return store(*made, layout_.path("ca/devices.crt"), layout_.path("ca/devices.key"),
                 toPem(*above->certificate));
}

/// Lists of serial numbers grow: what was revoked stays so.
core::Status Authority::revoke(const X509& certificate) const {
    const std::string file = layout_.path("ca/revoked");
    std::string known = readFile(file).value_or(std::string());
    known += serialOf(certificate) + "\n";
    if (auto status = writeFile(file, known); !status) return status;
    std::vector<std::string> serials;
    for (const auto line : core::split(known, '\n')) {
        if (!line.empty()) serials.emplace_back(line);
    }
    auto issuer = root();
    if (!issuer) return issuer.error();
    auto list = makeRevocationList(*issuer, serials);
    if (!list) return list.error();
    return writeFile(layout_.path("ca/root.crl"), *list);
}

namespace {

/// What is wrong, or special, with a certificate of that kind.
void apply(CertificateKind kind, CertificateRequest& request) {
    switch (kind) {
        case CertificateKind::Expired:
            request.firstDay = -30;
            request.lastDay = -1;
            break;
        case CertificateKind::WrongName:
            request.commonName = "other.invalid";
            request.alternatives = {"DNS:other.invalid"};
            break;
        case CertificateKind::WindowsAuthority:
            request.rsaBits = 2048;
            request.style = CertificateRequest::Style::Windows;
            break;
        case CertificateKind::IosAuthority:
            request.rsaBits = 2048;
            request.style = CertificateRequest::Style::Ios;
            break;
        case CertificateKind::WeakKey:
            request.rsaBits = 1024;
            break;
        case CertificateKind::SmallestKey:
            request.rsaBits = 2048;
            break;
        default:
            break;
    }
}

/// OpenSSL serves no key of 1024 bits unless it is told to; its settings hold for that one server
/// while it has the key (Child gives them to it).
core::Status writeOpensslSettings(const Layout& layout, std::string_view server,
                                  CertificateKind kind) {
    const std::string file = layout.opensslSettings(server);
    if (kind == CertificateKind::WeakKey) {
        return writeFile(file,
                         "openssl_conf = all\n[all]\nssl_conf = programs\n[programs]\n"
                         "system_default = any\n[any]\nCipherString = DEFAULT:@SECLEVEL=0\n");
    }
    std::error_code ignored;
    std::filesystem::remove(file, ignored);
    return {};
}

bool hasIssuingAuthority(CertificateKind kind) {
    return kind == CertificateKind::WindowsAuthority || kind == CertificateKind::IosAuthority;
}

core::Result<Identity> makeIssuing(CertificateKind kind, const Identity& above) {
    CertificateRequest request;
    apply(kind, request);
    request.commonName = kind == CertificateKind::IosAuthority ? "router1" : "office-ISSUING-CA";
    request.use = CertificateRequest::Use::Authority;
    request.lastDay = 1825;
    return makeIdentity(request, &above);
}

}  // namespace

core::Result<std::string> Authority::personFile(const std::string& user, CertificateKind kind,
                                                const core::Secret& password) const {
    auto issuer = kind == CertificateKind::OtherAuthority ? makeRoot("Unknown authority") : root();
    if (!issuer) return issuer.error();
    std::vector<const X509*> chain;
    core::Result<Identity> issuing = core::fail(core::ErrorCode::NotFound, "Finding an authority");
    if (hasIssuingAuthority(kind)) {
        issuing = makeIssuing(kind, *issuer);
        if (!issuing) return issuing.error();
        chain.push_back(issuing->certificate.get());
    }
    CertificateRequest request;
    request.commonName = user;
    request.use = CertificateRequest::Use::Person;
    const std::string address = user + "@" + layout_.domain;
    // The user principal name, where Windows writes it; an XmppAddr.
    if (kind == CertificateKind::WindowsAuthority) {
        request.alternatives = {"otherName:1.3.6.1.4.1.311.20.2.3;UTF8:" + address};
    } else if (kind != CertificateKind::IosAuthority) {
        request.alternatives = {"otherName:1.3.6.1.5.5.7.8.5;UTF8:" + address};
    }
    apply(kind, request);
    const bool selfSigned = kind == CertificateKind::SelfSigned;
    const Identity* const signer = issuing ? &*issuing : &*issuer;
    const auto identity = makeIdentity(request, selfSigned ? nullptr : signer);
    if (!identity) return identity.error();
    if (kind == CertificateKind::Revoked) {
        if (auto status = revoke(*identity->certificate); !status) return status.error();
    }
    return toPkcs12(*identity, chain, password);
}

core::Status Authority::issue(std::string_view server, CertificateKind kind) const {
    auto issuer = kind == CertificateKind::OtherAuthority ? makeRoot("Unknown authority") : root();
    if (!issuer) return issuer.error();
    std::string chain = toPem(*issuer->certificate);
    if (hasIssuingAuthority(kind)) {
        auto issuing = makeIssuing(kind, *issuer);
        if (!issuing) return issuing.error();
        chain = toPem(*issuing->certificate) + chain;
        issuer = std::move(issuing);
    }
    const CertificateNames names = namesOf(layout_, server);
    CertificateRequest request;
    request.commonName = names.commonName;
    request.alternatives = names.alternatives;
    apply(kind, request);
    const bool selfSigned = kind == CertificateKind::SelfSigned;
    auto identity = makeIdentity(request, selfSigned ? nullptr : &*issuer);
    if (!identity) return identity.error();
    if (kind == CertificateKind::Revoked) {
        if (auto status = revoke(*identity->certificate); !status) return status;
    }
    if (auto status = writeOpensslSettings(layout_, server, kind); !status) return status;
    return store(*identity, layout_.certificate(server), layout_.privateKey(server),
                 selfSigned ? std::string() : chain);
}

}  // namespace sidetone::office
