// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "ScramServer.h"
#include "core/text.h"
#include "xmpp/Sasl.h"

using namespace sidetone;
using test::ScramServer;
using xmpp::PlainPolicy;
using xmpp::Sasl;
using xmpp::SaslCredentials;
using xmpp::SaslMemory;

namespace {

const std::string nonce = "rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0";

SaslCredentials user() {
    SaslCredentials credentials;
    credentials.user = "user";
    credentials.password = core::Secret("pencil");
    return credentials;
}

/// A whole exchange; the error code's name where it ends badly.
std::string exchange(Sasl& sasl, ScramServer& server) {
    const auto first = sasl.step({});
    if (!first) return "first";
    const auto second = sasl.step(server.challenge(*first));
    if (!second) return std::string(core::name(second.error().code));
    const auto proof = server.success(*second);
    if (proof.empty()) return "proof";
    const auto end = sasl.finish(proof);
    return end ? "good" : std::string(core::name(end.error().code));
}

std::string signIn(ScramServer server, const SaslCredentials& credentials, SaslMemory& memory,
                   const std::string& mechanism = "SCRAM-SHA-256") {
    auto sasl = Sasl::choose({mechanism}, credentials, memory);
    return exchange(**sasl, server);
}

}  // namespace

class SaslTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    /// The double must be right before it may judge: RFC 7677 section 3.
    void theScriptedServerKeepsTheStandard() {
        ScramServer server(ScramServer::Hash::Sha256, "pencil");
        QCOMPARE(server.challenge("n,,n=user,r=rOprNGfwEbeRWgbNEkqO"),
                 "r=" + nonce + ",s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096");
        QCOMPARE(
            server.success("c=biws,r=" + nonce + ",p=dHzbZapWIk4jUhN+Ute9ytag9zjfMHgsqmmiz7AndVQ="),
            std::string("v=6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4="));
    }
    void signsInBySha256AndSha1() {
        SaslMemory memory;
        QCOMPARE(signIn({ScramServer::Hash::Sha256, "pencil"}, user(), memory), "good");
        QCOMPARE(memory.mechanism, std::string("SCRAM-SHA-256"));
        SaslMemory other;
        QCOMPARE(signIn({ScramServer::Hash::Sha1, "pencil"}, user(), other, "SCRAM-SHA-1"), "good");
    }
    void aWrongPasswordHasAWrongProof() {
        SaslMemory memory;
        QCOMPARE(signIn({ScramServer::Hash::Sha256, "pen"}, user(), memory), "proof");
        QVERIFY(memory.mechanism.empty());
    }
    void refusesAServerThatDoesNotKnowThePassword() {
        ScramServer liar(ScramServer::Hash::Sha256, "pencil");
        liar.foreignSignature = "6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4=";
        SaslMemory memory;
        QCOMPARE(signIn(liar, user(), memory), "untrusted");
    }
    void refusesASuccessWithoutProof() {
        ScramServer server(ScramServer::Hash::Sha256, "pencil");
        SaslMemory memory;
        auto sasl = Sasl::choose({"SCRAM-SHA-256"}, user(), memory);
        QVERIFY((*sasl)->step(server.challenge(*(*sasl)->step({}))).has_value());
        QCOMPARE((*sasl)->finish({}).error().code, core::ErrorCode::Untrusted);
        auto early = Sasl::choose({"SCRAM-SHA-256"}, user(), memory);
        QVERIFY((*early)->step({}).has_value());
        QCOMPARE((*early)->finish("v=abc").error().code, core::ErrorCode::Untrusted);
    }
    void refusesANonceThatIsNotOurs() {
        ScramServer server(ScramServer::Hash::Sha256, "pencil");
        server.foreignNonce = nonce;
        SaslMemory memory;
        QCOMPARE(signIn(server, user(), memory), "untrusted");
    }
    void refusesRoundsOutOfBounds() {
        for (const int rounds : {1, 4095, 1'000'001, 2'000'000'000}) {
            SaslMemory memory;
            ScramServer server(ScramServer::Hash::Sha256, "pencil",
                               "W22ZaJ0SNY7soEsUEjb6gQ==", rounds);
            QCOMPARE(signIn(server, user(), memory), "untrusted");
        }
    }
    void remembersTheSaltedPassword() {
        const std::string salt = "W22ZaJ0SNY7soEsUEjb6gQ==";
        SaslMemory memory;
        QCOMPARE(signIn({ScramServer::Hash::Sha256, "pencil", salt, 10'000}, user(), memory),
                 "good");
        QCOMPARE(memory.saltedPassword.reveal().size(), std::size_t(64));
        // Proof that it is used: with it, even a wrong password signs in; with other salt not.
        auto other = user();
        other.password = core::Secret("wrong");
        QCOMPARE(signIn({ScramServer::Hash::Sha256, "pencil", salt, 10'000}, other, memory),
                 "good");
        QCOMPARE(signIn({ScramServer::Hash::Sha256, "pencil", "AAAA", 10'000}, other, memory),
                 "proof");
    }
    void choosesTheStrongest() {
        SaslMemory memory;
        const auto chosen = [&](std::vector<std::string> offered) {
            auto sasl = Sasl::choose(offered, user(), memory);
            return sasl ? (*sasl)->mechanism() : std::string(core::name(sasl.error().code));
        };
        QCOMPARE(chosen({"PLAIN", "SCRAM-SHA-1", "SCRAM-SHA-256"}), "SCRAM-SHA-256");
        QCOMPARE(chosen({"PLAIN", "SCRAM-SHA-1-PLUS", "SCRAM-SHA-1"}), "SCRAM-SHA-1");
        QCOMPARE(chosen({"DIGEST-MD5", "PLAIN"}), "PLAIN");
        QCOMPARE(chosen({"DIGEST-MD5", "X-OAUTH2"}), "unsupported");
        QCOMPARE(chosen({}), "unsupported");
    }
    void sendsThePasswordOnlyWhereThePolicyAllows() {
        SaslMemory memory;
        auto careful = user();
        careful.plain = PlainPolicy::Never;
        QCOMPARE(Sasl::choose({"PLAIN"}, careful, memory).error().code,
                 core::ErrorCode::Unsupported);
        auto sasl = Sasl::choose({"PLAIN"}, user(), memory);
        QCOMPARE(*(*sasl)->step({}), std::string("\0user\0pencil", 12));
        QVERIFY((*sasl)->finish({}).has_value());
    }
    void noticesThatTheServerOffersLess() {
        SaslMemory memory;
        memory.mechanism = "SCRAM-SHA-256";
        QVERIFY((*Sasl::choose({"SCRAM-SHA-1"}, user(), memory))->isDowngrade());
        QVERIFY(!(*Sasl::choose({"SCRAM-SHA-256"}, user(), memory))->isDowngrade());
        QCOMPARE(Sasl::choose({"PLAIN"}, user(), memory).error().code, core::ErrorCode::Untrusted);
    }
};

QTEST_GUILESS_MAIN(SaslTest)
#include "SaslTest.moc"
