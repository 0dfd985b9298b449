// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "FakeHttpClient.h"
#include "FakeResolver.h"
#include "ScriptedConnection.h"
#include "VirtualClock.h"
#include "signin/SignIn.h"

namespace sidetone::test {

/// A whole small company in virtual time: anna@example.com with the password "Secret1", two call
/// managers, one presence server, one softphone. Tests break pieces of it.
struct Company {
    VirtualClock clock;
    FakeResolver resolver{clock};
    FakeHttpClient http{clock};
    ScriptedConnections connections{clock};
    core::Log log;
    core::SeededRandom random{7};

    const std::string uds = "https://cucm1.example.com:8443/cucm-uds/";
    const std::string files = "https://cucm1.example.com:6972/";

    Company() {
        connections.answerAll("<stream:stream",
                              "<stream:stream version='1.0'><stream:features><starttls "
                              "xmlns='urn:ietf:params:xml:ns:xmpp-tls'/></stream:features>");
        connections.answerAll("<starttls", "<proceed xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>");
        resolver.addSrv("_cisco-uds._tcp.example.com", "cucm1.example.com", 8443, 1);
        resolver.addSrv("_cisco-uds._tcp.example.com", "cucm2.example.com", 8443, 2);
        for (const auto* host : {"cucm1", "cucm2"}) {
            const std::string base = std::string("https://") + host + ".example.com:8443/cucm-uds/";
            page(base + "version",
                 "<versionInformation><version>12.5.1</version>"
                 "</versionInformation>");
            page(base + "clusterUser?email=anna%40example.com",
                 "<clusterUser><result found='true' uri='" + uds +
                     "user/anna'/><homeCluster serversUri='" + uds +
                     "servers'>cucm1.example.com</homeCluster></clusterUser>");
            guarded(base + "user/anna",
                    "<user><userName>anna</userName><displayName>Anna Lind</displayName>"
                    "<imAndPresence><server>imp1.example.com</server></imAndPresence>"
                    "<serviceProfile><uri>http://cucm1.example.com:6970/SPDefault.cnf.xml</uri>"
                    "</serviceProfile></user>");
            guarded(base + "user/anna/devices",
                    "<devices><device><id>d1</id><name>SEP0011</name><model>Cisco 8865</model>"
                    "</device><device><id>d2</id><name>CSFANNA</name><model>Cisco Unified Client "
                    "Services Framework</model></device></devices>");
            guarded(base + "user/anna/device/d2",
                    "<device><id>d2</id><name>CSFANNA</name><provision>"
                    "<uri>http://cucm1.example.com:6970/CSFANNA.cnf.xml</uri></provision>"
                    "</device>");
        }
        page(files + "SPDefault.cnf.xml",
             "<serviceProfile><IMandPresence><Primary><ProductType>Unified CM (IM and Presence)"
             "</ProductType><Address>imp1.example.com</Address></Primary></IMandPresence>"
             "</serviceProfile>");
        page(files + "jabber-config.xml",
             "<config version='1.0'><Policies><EnableVideo>false</EnableVideo></Policies>"
             "</config>");
        page(files + "CSFANNA.cnf.xml",
             "<device><deviceSecurityMode>3</deviceSecurityMode><devicePool><callManagerGroup>"
             "<members><member priority='0'><callManager><name>cucm1.example.com</name><ports>"
             "<sipPort>5060</sipPort><securedSipPort>5061</securedSipPort></ports>"
             "<processNodeName>cucm1.example.com</processNodeName></callManager></member>"
             "</members></callManagerGroup></devicePool><sipProfile><startMediaPort>20000"
             "</startMediaPort><stopMediaPort>20100</stopMediaPort><sipLines><line button='1'>"
             "<featureID>9</featureID><name>2001</name><contact>c2001</contact></line></sipLines>"
             "</sipProfile></device>");
    }

    void page(const std::string& url, const std::string& body, int status = 200) {
        http.pages[url] = {status, body, {}, {}};
    }
    void guarded(const std::string& url, const std::string& body) {
        http.pages[url] = {200, body, "anna", "Secret1"};
    }
    /// Anna's account names a Jabber configuration file of its service profile.
    void nameProfileFile(const std::string& file) {
        const auto uri = "<jabberProfile><uri>" + files + file + "</uri></jabberProfile></user>";
        for (auto& [url, page] : http.pages) {
            const auto end = page.body.rfind("</user>");
            if (url.ends_with("/user/anna") && end != std::string::npos) {
                page.body.replace(end, 7, uri);
            }
        }
    }
    /// The same page of both call managers.
    void both(const std::string& path, const std::string& body, int status = 200) {
        page(uds + path, body, status);
        page("https://cucm2.example.com:8443/cucm-uds/" + path, body, status);
    }
};

/// Anna's request, for tests that add settings or what was remembered.
inline signin::SignInRequest annasRequest() {
    signin::SignInRequest request;
    request.address = "anna@example.com";
    request.password = core::Secret("Secret1");
    return request;
}

/// One sign-in at the company, to its end.
struct Attempt {
    signin::SignIn signIn;
    std::optional<core::Result<signin::Deployment>> result;
    int changes = 0;
    core::Milliseconds took{0};
    core::Owner owner;

    explicit Attempt(Company& company, signin::SignInOptions options = {})
        : signIn({company.clock, company.resolver, company.http, company.connections, company.log,
                  company.random},
                 options) {
        signIn.onTraceChanged([this] { ++changes; });
    }
    void start(const std::string& address = "anna@example.com",
               std::optional<core::Secret> password = core::Secret("Secret1")) {
        signIn.run(address, std::move(password)).then(owner, [this](auto outcome) {
            result = std::move(outcome);
        });
    }
    void start(signin::SignInRequest request) {
        signIn.run(std::move(request)).then(owner, [this](auto outcome) {
            result = std::move(outcome);
        });
    }
    Attempt& finish(Company& company) {
        const auto began = company.clock.now();
        while (!result && company.clock.step()) {
        }
        took = core::Milliseconds(company.clock.millisecondsSince(began));
        return *this;
    }
    [[nodiscard]] bool isGood() const { return result && result->has_value(); }
    [[nodiscard]] std::string sentence() const {
        return result && !*result ? result->error().sentence() : std::string();
    }
    [[nodiscard]] const signin::TraceStep* step(const std::string& name) const {
        for (const auto& one : signIn.trace().steps) {
            if (one.name == name) return &one;
        }
        return nullptr;
    }
    [[nodiscard]] std::string told() const {
        std::string text = sentence() + "\n";
        for (const auto& s : signIn.trace().steps) {
            text += s.name + " [" + std::string(signin::name(s.verdict)) + "] " + s.asked + " -> " +
                    s.answer + " | " + s.why + "\n";
        }
        return text;
    }
};

}  // namespace sidetone::test
