// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "Company.h"

namespace sidetone::test {

inline const std::string lookup =
    "https://loginp.webexconnect.com/cas/FederatedSSO?org=example.com";
inline const std::string service = "https://swapi.example.net/op.do";

inline std::string verdict(const std::string& inside) {
    return "<FederatedSSO>" + inside + "</FederatedSSO>";
}
inline std::string success(const std::string& returned) {
    return "<wbxapi><response><result>success</result></response><return>" + returned +
           "</return></wbxapi>";
}

/// The company as an organisation of the cloud.
struct CloudCompany : Company {
    std::string messaging = "<xmppserver>im.example.net</xmppserver>";

    CloudCompany() {
        page(lookup, verdict("<errorcode>7</errorcode>"));
        page("https://swapi.example.net/jabber-config.xml",
             "<config><Phone><TftpServer1>"
             "cucm1.example.com</TftpServer1>"
             "</Phone></config>");
        http.special = [this](const net::HttpRequest& request) { return play(request); };
    }
    std::optional<FakeHttpClient::Page> play(const net::HttpRequest& request) const {
        using Page = FakeHttpClient::Page;
        if (request.url == "https://loginp.webexconnect.com/cas/auth.do") {
            const bool isRight =
                request.body.find("password=Secret1") != std::string::npos &&
                request.body.find("username=anna%40example.com") != std::string::npos;
            return Page{200,
                        isRight ? success("<token>tok</token><serviceurl>swapi.example.net"
                                          "</serviceurl>")
                                : std::string("<wbxapi><result>failure</result></wbxapi>"),
                        {},
                        {}};
        }
        if (request.url != service) return std::nullopt;
        const bool isLogin = request.body.find("cmd=login") != std::string::npos;
        return Page{200, success(isLogin ? "<cred>session</cred>" : messaging), {}, {}};
    }
};

}  // namespace sidetone::test
