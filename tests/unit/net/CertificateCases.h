// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "TestCertificates.h"

namespace sidetone::test {

/// One row of the certificate matrix, for the server name "imp1.office.test".
struct CertificateCase {
    std::string name;
    Identity identity;
    std::string reason;  ///< words that the refusal must hold; empty: to be accepted
};

/// The authority that the client trusts, one that it does not know, and the matrix.
struct CertificateCases {
    Identity authority;
    Identity stranger;
    std::vector<CertificateCase> cases;
    CertificateCases();
};

inline CertificateCases::CertificateCases()
    : authority(makeCertificate({"Office Test Authority", "", -1, 300, 0, true}, nullptr)),
      stranger(makeCertificate({"Other Authority", "", -1, 300, 0, true}, nullptr)) {
    const std::string host = "imp1.office.test";
    const std::string dns = "DNS:" + host;
    const auto signedBy = [](const Identity& by, const CertificateWish& wish) {
        return makeCertificate(wish, &by);
    };
    const auto own = [&](const CertificateWish& wish) { return signedBy(authority, wish); };
    cases = {
        {"good", own({host, dns}), ""},
        {"good with RSA 2048", own({host, dns, -1, 30, 2048}), ""},
        {"wildcard", own({"x", "DNS:*.office.test"}), ""},
        {"CN alone", own({host, ""}), ""},
        {"expired", own({host, dns, -20, -10}), "expired on "},
        {"not yet valid", own({host, dns, 10, 20}), "is valid only from "},
        {"wrong name", own({"imp2.office.test", "DNS:imp2.office.test"}),
         "issued for imp2.office.test, not for imp1.office.test"},
        {"CN matches, alternative name does not", own({host, "DNS:imp2.office.test"}),
         "issued for imp2.office.test, not for imp1.office.test"},
        {"CN matches beside an address", own({host, "IP:127.0.0.9"}), "issued for 127.0.0.9"},
        {"wildcard of the top", own({"x", "DNS:*.test"}), "issued for *.test"},
        {"self-signed", makeCertificate({host, dns}, nullptr), "is self-signed"},
        {"other authority", signedBy(stranger, {host, dns}),
         "issued by \"Other Authority\", an authority that is unknown here"},
        {"RSA 1024", own({host, dns, -1, 30, 1024}), "too small to be safe (RSA 1024 bits"},
        {"for clients only", own({host, dns, -1, 30, 0, false, "clientAuth"}),
         "is not one for servers"},
    };
}

}  // namespace sidetone::test
