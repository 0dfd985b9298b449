// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "Company.h"

namespace sidetone::test {

inline const std::string epasNode = "https://imp1.example.com:8443/EPASSoap/service/";
inline const std::string secondNode = "https://imp2.example.com:8443/EPASSoap/service/";

inline std::string answer(const std::string& body) {
    return "<soap:Envelope xmlns:soap='http://www.w3.org/2003/05/soap-envelope'><soap:Body>" +
           body + "</soap:Body></soap:Envelope>";
}
inline std::string login(const std::string& inside) {
    return answer("<login-resp xmlns='urn:cisco:epas:soap'>" + inside + "</login-resp>");
}

/// The company with a presence server in place of user data services: only _cuplogin is there.
struct OlderCompany : Company {
    std::string loginAnswer = login("<success><session-key>abc123</session-key></success>");
    std::string properties =
        "<property name='Presence.Domain'>example.com</property>"
        "<property name='presence.primary.address'>imp1.example.com</property>"
        "<property name='Presence.Backup.Address'>imp2.example.com</property>"
        "<property name='TFTP.Primary'>cucm1.example.com</property>"
        "<property name='CCMCIP.Host'>cucm1.example.com</property>";
    std::string token =
        "<get-onetime-password-resp xmlns='urn:cisco:epas:soap'><success><password>once"
        "</password></success></get-onetime-password-resp>";
    bool knowsV80 = true;

    OlderCompany() {
        resolver.services.clear();
        resolver.addSrv("_cuplogin._tcp.example.com", "imp1.example.com", 8443, 1);
        resolver.addSrv("_cuplogin._tcp.example.com", "imp2.example.com", 8443, 2);
        http.special = [this](const net::HttpRequest& request) { return play(request); };
    }
    std::optional<FakeHttpClient::Page> play(const net::HttpRequest& request) const {
        const bool isService = request.url.find("/EPASSoap/") != std::string::npos;
        if (!isService) return std::nullopt;
        if (!knowsV80 && request.url.ends_with("v80")) {
            return FakeHttpClient::Page{404, {}, {}, {}};
        }
        if (request.body.find("<login") != std::string::npos) {
            const bool isRight = request.body.find(">Secret1<") != std::string::npos &&
                                 request.body.find(">anna<") != std::string::npos;
            return page(isRight ? loginAnswer : login("<failure code='401'/>"));
        }
        if (request.body.find(">abc123<") == std::string::npos) return page("Invalid request");
        if (request.body.find("get-onetime-password") != std::string::npos) {
            return page(answer(token));
        }
        return page(
            answer("<get-all-config-resp xmlns='urn:cisco:epas:soap'>"
                   "<get-system-config-resp>" +
                   properties + "</get-system-config-resp></get-all-config-resp>"));
    }
    static FakeHttpClient::Page page(const std::string& body) { return {200, body, {}, {}}; }
};

}  // namespace sidetone::test
