// SPDX-License-Identifier: GPL-3.0-or-later
#include "media/codecs/G711.h"

#include <QCryptographicHash>
#include <QTest>

#include "Rows.h"

using namespace sidetone::media;

ROWS("CODEC-01");

namespace {

/// The recommendation's tables from their own words, without a line of the code under test: the
/// decision values of both laws grow by equal steps inside a segment, and steps double from
/// segment to segment. Numbers are those of tables 1a and 2a.
std::vector<int> muDecisions() {
    std::vector<int> values{0};
    int next = 1;
    for (int step = 2; step <= 256; step *= 2) {
        const int steps = step == 2 ? 15 : 16;
        for (int i = 0; i < steps; ++i) {
            values.push_back(next);
            next += step;
        }
    }
    values.push_back(next);
    return values;  // 0, 1, 3, ... 31, 35, ... 95, 103, ... 8159
}

std::vector<int> aDecisions() {
    std::vector<int> values;
    int next = 0;
    for (const int step : {2, 2, 4, 8, 16, 32, 64, 128}) {
        for (int i = 0; i < 16; ++i) {
            values.push_back(next);
            next += step;
        }
    }
    values.push_back(next);
    return values;  // 0, 2, ... 64, 68, ... 128, 136, ... 4096
}

int intervalOf(const std::vector<int>& decisions, int value) {
    for (std::size_t i = decisions.size() - 2; i > 0; --i) {
        if (value >= decisions[i]) return static_cast<int>(i);
    }
    return 0;
}

QByteArray hashOf(const QByteArray& bytes) {
    return QCryptographicHash::hash(bytes, QCryptographicHash::Sha256).toHex();
}

void putSample(QByteArray& out, std::int16_t sample) {
    out += static_cast<char>(sample & 0xFF);
    out += static_cast<char>((sample >> 8) & 0xFF);
}

}  // namespace

class G711Test : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void muLawFollowsTheTables() {
        const auto decisions = muDecisions();
        QCOMPARE(decisions.size(), std::size_t(129));
        QCOMPARE(decisions.back(), 8159);
        for (int sample = -32768; sample <= 32767; ++sample) {
            const int magnitude = (sample < 0 ? -sample - 1 : sample) / 4;
            const int interval = intervalOf(decisions, magnitude);
            const int character = (sample < 0 ? 0x7F : 0xFF) - interval;
            QCOMPARE(int(encodeMuLaw(static_cast<std::int16_t>(sample))), character);
            const auto i = static_cast<std::size_t>(interval);
            const int middle = interval == 0 ? 0 : (decisions[i] + decisions[i + 1]) / 2;
            QCOMPARE(int(decodeMuLaw(static_cast<std::uint8_t>(character))),
                     (sample < 0 ? -middle : middle) * 4);
        }
    }
    void aLawFollowsTheTables() {
        const auto decisions = aDecisions();
        QCOMPARE(decisions.size(), std::size_t(129));
        QCOMPARE(decisions.back(), 4096);
        for (int sample = -32768; sample <= 32767; ++sample) {
            const int magnitude = (sample < 0 ? -sample - 1 : sample) / 8;
            const int interval = intervalOf(decisions, magnitude);
            const int character = ((sample < 0 ? 0x00 : 0x80) + interval) ^ 0x55;
            QCOMPARE(int(encodeALaw(static_cast<std::int16_t>(sample))), character);
            const auto i = static_cast<std::size_t>(interval);
            const int middle = (decisions[i] + decisions[i + 1]) / 2;
            QCOMPARE(int(decodeALaw(static_cast<std::uint8_t>(character))),
                     (sample < 0 ? -middle : middle) * 8);
        }
    }
    /// SHA-256 of what ITU's own software (G.191) makes of all 65,536 samples from -32768 up:
    /// its files sweep-r.a, sweep-r.u (low octets), sweep-r.a-a and sweep-r.u-u.
    void isWhatItuSoftwareMakes() {
        QByteArray a;
        QByteArray mu;
        QByteArray aBack;
        QByteArray muBack;
        for (int i = -32768; i <= 32767; ++i) {
            const auto sample = static_cast<std::int16_t>(i);
            a += static_cast<char>(encodeALaw(sample));
            mu += static_cast<char>(encodeMuLaw(sample));
            putSample(aBack, decodeALaw(encodeALaw(sample)));
            putSample(muBack, decodeMuLaw(encodeMuLaw(sample)));
        }
        QCOMPARE(hashOf(a),
                 QByteArray("38488f6fd710f4686360edc4d38639f96c491595ef93f8eb8d62d5e07ca6ce7b"));
        QCOMPARE(hashOf(mu),
                 QByteArray("90c29de505fb68e766118303bd552a16005dcf810873698bee1d8f3b247ce28c"));
        QCOMPARE(hashOf(aBack),
                 QByteArray("faf8570479a0e7d0e1da55d48c42e76961d0e5c285c35d42e9f6dafbafae8a35"));
        QCOMPARE(hashOf(muBack),
                 QByteArray("cf9f90195534a105f211b1fb5c511ab45ee76827ac0987d6cc804afb897ef0f6"));
    }
    void everyCodeComesBack() {
        for (int code = 0; code < 256; ++code) {
            const auto octet = static_cast<std::uint8_t>(code);
            QCOMPARE(encodeALaw(decodeALaw(octet)), octet);
            // Mu-law has two zeros; the negative one comes back as the positive one.
            const auto expected = octet == 0x7F ? std::uint8_t{0xFF} : octet;
            QCOMPARE(encodeMuLaw(decodeMuLaw(octet)), expected);
        }
    }
};

QTEST_GUILESS_MAIN(G711Test)
#include "G711Test.moc"
