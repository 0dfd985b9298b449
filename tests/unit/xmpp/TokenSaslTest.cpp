// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "xmpp/Sasl.h"
#include "xmpp/TokenSasl.h"

using namespace sidetone;
using xmpp::PlainPolicy;
using xmpp::Proof;
using xmpp::Sasl;
using xmpp::SaslCredentials;
using xmpp::SaslMemory;

namespace {

SaslCredentials shows(Proof proof, const std::string& token, const std::string& password = {}) {
    SaslCredentials credentials;
    credentials.user = "user";
    credentials.address = "user@example.com";
    credentials.proof = proof;
    credentials.token = core::Secret(token);
    credentials.password = core::Secret(password);
    return credentials;
}

std::string first(Proof proof, const std::string& token, const std::string& mechanism) {
    SaslMemory memory;
    auto sasl = Sasl::choose({"PLAIN", "SCRAM-SHA-256", mechanism}, shows(proof, token), memory);
    return sasl ? *(*sasl)->step({}) : std::string(core::name(sasl.error().code));
}

std::string chosen(const std::vector<std::string>& offered, const SaslCredentials& credentials,
                   SaslMemory memory = {}) {
    auto sasl = Sasl::choose(offered, credentials, memory);
    return sasl ? (*sasl)->mechanism() : std::string(core::name(sasl.error().code));
}

}  // namespace

/// The mechanisms that show a token or a certificate, message by message.
class TokenSaslTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void speaksEachMechanism() {
        QCOMPARE(first(Proof::AccessToken, "vF9dft4qmT", "OAUTHBEARER"),
                 std::string("n,a=user@example.com,\x01"
                             "auth=Bearer vF9dft4qmT\x01\x01"));
        QCOMPARE(first(Proof::OneTimePassword, "4f1c", "CISCO-VTG-TOKEN"),
                 std::string("userid=user@example.com\0token=4f1c", 34));
        QCOMPARE(first(Proof::CloudToken, "dG9r", "WEBEX-TOKEN"), std::string("dG9r"));
        QCOMPARE(first(Proof::ClientCertificate, "", "EXTERNAL"), std::string("user@example.com"));
    }
    void answersTheErrorChallengeWithOneByte() {
        SaslMemory memory;
        auto sasl = Sasl::choose({"OAUTHBEARER"}, shows(Proof::AccessToken, "t"), memory);
        QVERIFY((*sasl)->step({}).has_value());
        const auto answer = (*sasl)->step(R"({"status":"invalid_token","scope":"xmpp"})");
        QCOMPARE(*answer, std::string("\x01"));
        QCOMPARE((*sasl)->complaint(), std::string("invalid_token"));
        QVERIFY(!(*sasl)->step("more").has_value());
        QVERIFY(!(*sasl)->finish({}).has_value());
        QVERIFY(memory.mechanism.empty());
    }
    void readsComplaintsOfAnyShape() {
        QCOMPARE(xmpp::bearerComplaint("{\"status\":\"a\\u0001b\"}"), std::string("a?b"));
        for (const auto* text : {"", "{", "[]", "{\"status\":5}", "\xff\xfe", "null"}) {
            QCOMPARE(xmpp::bearerComplaint(text), std::string());
        }
    }
    void fallsBackToThePasswordWhereThereIsOne() {
        const auto with = shows(Proof::AccessToken, "t", "pencil");
        QCOMPARE(chosen({"PLAIN", "SCRAM-SHA-256"}, with), "SCRAM-SHA-256");
        QCOMPARE(chosen({"PLAIN", "OAUTHBEARER", "SCRAM-SHA-256"}, with), "OAUTHBEARER");
        QCOMPARE(chosen({"PLAIN"}, shows(Proof::AccessToken, "t")), "unsupported");
        QCOMPARE(chosen({"PLAIN"}, shows(Proof::ClientCertificate, "")), "unsupported");
        // A one-time password that was used up.
        QCOMPARE(chosen({"CISCO-VTG-TOKEN", "PLAIN"}, shows(Proof::OneTimePassword, "", "pencil")),
                 "PLAIN");
        // The person's proof is a password: tokens that are offered are nobody's.
        QCOMPARE(chosen({"OAUTHBEARER", "EXTERNAL"}, shows(Proof::Password, "", "pencil")),
                 "unsupported");
    }
    void saysWhichMechanismIsMissing() {
        SaslMemory memory;
        const auto sasl = Sasl::choose({"PLAIN"}, shows(Proof::AccessToken, "t"), memory);
        const auto sentence = sasl.error().sentence();
        QVERIFY(sentence.find("it offers PLAIN") != std::string::npos);
        QVERIFY(sentence.find("OAUTHBEARER") != std::string::npos);
    }
    void noticesThatTheServerOffersLess() {
        SaslMemory memory;
        memory.mechanism = "OAUTHBEARER";
        const auto with = shows(Proof::AccessToken, "t", "pencil");
        QCOMPARE(chosen({"PLAIN"}, with, memory), "untrusted");
        SaslMemory copy = memory;
        QVERIFY((*Sasl::choose({"SCRAM-SHA-256"}, with, copy))->isDowngrade());
        // A used-up one-time password is our lack, not the server's.
        memory.mechanism = "CISCO-VTG-TOKEN";
        const auto spent = shows(Proof::OneTimePassword, "", "pencil");
        QCOMPARE(chosen({"CISCO-VTG-TOKEN", "PLAIN"}, spent, memory), "PLAIN");
        QCOMPARE(chosen({"PLAIN"}, spent, memory), "untrusted");
    }
};

QTEST_GUILESS_MAIN(TokenSaslTest)
#include "TokenSaslTest.moc"
