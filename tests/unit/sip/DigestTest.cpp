// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "core/Random.h"
#include "sip/auth/Authenticator.h"

using namespace sidetone;
using namespace sidetone::sip;

class DigestTest : public QObject {
    Q_OBJECT

    static DigestInput mufasa(const char* password) {
        DigestInput input;
        input.user = "Mufasa";
        input.password = core::Secret(password);
        input.method = "GET";
        input.uri = "/dir/index.html";
        return input;
    }
    static Request registerRequest() {
        Request request;
        request.method = "REGISTER";
        request.uri = *Uri::parse("sip:office.example");
        return request;
    }
    static Response challenge(int status, std::initializer_list<const char*> values) {
        Response response;
        response.status = status;
        for (const char* value : values) {
            response.headers.add(status == 407 ? "Proxy-Authenticate" : "WWW-Authenticate", value);
        }
        return response;
    }

private Q_SLOTS:
    /// RFC 7616 3.9.1.
    void vectorsOfRfc7616() {
        auto input = mufasa("Circle of Life");
        input.clientNonce = "f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ";
        const std::string rest =
            ", realm=\"http-auth@example.org\", qop=\"auth, auth-int\", "
            "nonce=\"7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v\", "
            "opaque=\"FQhe/qaU925kfnzjCev0ciny7QMkPqMAFRtzCUYo5tdS\"";
        const auto md5 = DigestChallenge::parse("Digest algorithm=MD5" + rest);
        const auto sha = DigestChallenge::parse("Digest algorithm=SHA-256" + rest);
        QVERIFY(md5 && sha);
        QCOMPARE(digestResponse(*md5, input), std::string("8ca523f5e9506fed4657c9700eebdbec"));
        QCOMPARE(digestResponse(*sha, input),
                 std::string("753927fa0e85d155564e2e272a28d1802ca10daf4496794697cf8db5856cb6c1"));
    }
    /// RFC 2617 3.5.
    void vectorOfRfc2617() {
        auto input = mufasa("Circle Of Life");
        input.clientNonce = "0a4f113b";
        const auto challenge = DigestChallenge::parse(
            "Digest realm=\"testrealm@host.com\", qop=\"auth,auth-int\", "
            "nonce=\"dcd98b7102dd2f0e8b11d0f600bfb0c093\"");
        QVERIFY(challenge);
        QCOMPARE(digestResponse(*challenge, input),
                 std::string("6629fae49393a05397450978507c4ef1"));
    }
    void sessionFormMixesTheNoncesIn() {
        // Independent of digestResponse's own composition: A1 hashed twice by the rule.
        auto input = mufasa("Circle Of Life");
        input.clientNonce = "0a4f113b";
        const std::string rest = ", realm=\"r\", nonce=\"n\", qop=\"auth\"";
        const auto plain = DigestChallenge::parse("Digest algorithm=MD5" + rest);
        const auto session = DigestChallenge::parse("Digest algorithm=MD5-sess" + rest);
        QVERIFY(plain && session && session->isUsable());
        QVERIFY(digestResponse(*plain, input) != digestResponse(*session, input));
    }
    void takesTheFirstAlgorithmThatItKnows() {
        core::SeededRandom random(1);
        Authenticator authenticator("anna", core::Secret("pw"), random);
        auto request = registerRequest();
        const auto response =
            challenge(401, {"Digest realm=\"r\", nonce=\"1\", algorithm=SHA-512-256",
                            "Digest realm=\"r\", nonce=\"2\", algorithm=SHA-256, qop=\"auth\"",
                            "Digest realm=\"r\", nonce=\"3\", algorithm=MD5"});
        QVERIFY(authenticator.answer(response, request));
        const std::string value(request.headers.first("Authorization"));
        QVERIFY(value.find("nonce=\"2\"") != std::string::npos);
        QVERIFY(value.find("algorithm=SHA-256") != std::string::npos);
        QVERIFY(value.find("nc=00000001") != std::string::npos);
        QVERIFY(value.find("uri=\"sip:office.example\"") != std::string::npos);
        // The next request carries its credentials at once, with the next count.
        auto next = registerRequest();
        authenticator.authorise(next);
        QVERIFY(next.headers.first("Authorization").find("nc=00000002") != std::string::npos);
    }
    void aWrongPasswordIsRefusedOnce() {
        core::SeededRandom random(1);
        Authenticator authenticator("anna", core::Secret("pw"), random);
        auto request = registerRequest();
        QVERIFY(authenticator.answer(challenge(401, {"Digest realm=\"r\", nonce=\"1\""}), request));
        const auto again =
            authenticator.answer(challenge(401, {"Digest realm=\"r\", nonce=\"2\""}), request);
        QVERIFY(!again);
        QVERIFY(again.error().code == core::ErrorCode::Unauthorised);
        QVERIFY(again.error().sentence().find("pw") == std::string::npos);
    }
    void aStaleNonceIsAnsweredAgain() {
        core::SeededRandom random(1);
        Authenticator authenticator("anna", core::Secret("pw"), random);
        auto request = registerRequest();
        QVERIFY(authenticator.answer(challenge(407, {"Digest realm=\"r\", nonce=\"1\""}), request));
        QVERIFY(authenticator.answer(
            challenge(407, {"Digest realm=\"r\", nonce=\"2\", stale=TRUE"}), request));
        QCOMPARE(request.headers.count("Proxy-Authorization"), std::size_t(1));
        QVERIFY(request.headers.first("Proxy-Authorization").find("nonce=\"2\"") !=
                std::string::npos);
    }
    void saysWhatItCannotAnswer() {
        core::SeededRandom random(1);
        Authenticator authenticator("anna", core::Secret("pw"), random);
        auto request = registerRequest();
        for (const char* value : {"Bearer realm=\"ccmsipline\"", "Digest nonce=\"1\"",
                                  "Digest realm=\"r\", nonce=\"1\", qop=\"auth-int\"",
                                  "Digest realm=\"r\", nonce=\"1\", algorithm=AKAv1-MD5"}) {
            const auto status = authenticator.answer(challenge(401, {value}), request);
            QVERIFY2(!status && status.error().code == core::ErrorCode::Unsupported, value);
        }
    }
};

QTEST_GUILESS_MAIN(DigestTest)
#include "DigestTest.moc"
