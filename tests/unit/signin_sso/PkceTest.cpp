// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>
#include <set>

#include "signin/sso/Pkce.h"

using namespace sidetone;
using namespace sidetone::signin::sso;

class PkceTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void keepsTheStandardsExample() {
        // RFC 7636 appendix B: the 32 octets, the verifier, the challenge.
        const unsigned char octets[] = {116, 24,  223, 180, 151, 153, 224, 37,  79,  250, 96,
                                        125, 216, 173, 187, 186, 22,  212, 37,  77,  105, 214,
                                        191, 240, 91,  88,  5,   88,  83,  132, 141, 121};
        QCOMPARE(toBase64Url(std::string(std::begin(octets), std::end(octets))),
                 std::string("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"));
        QCOMPARE(challengeOf("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"),
                 std::string("E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM"));
    }
    void isNewEachTime() {
        core::SeededRandom random(1);
        std::set<std::string> seen;
        for (int i = 0; i < 1000; ++i) {
            const auto pkce = Pkce::make(random);
            QCOMPARE(pkce.verifier.reveal().size(), std::size_t(43));  // RFC 7636 4.1
            QCOMPARE(pkce.challenge, challengeOf(pkce.verifier.reveal()));
            seen.insert(pkce.verifier.reveal());
        }
        QCOMPARE(seen.size(), std::size_t(1000));
    }
};

QTEST_GUILESS_MAIN(PkceTest)
#include "PkceTest.moc"
