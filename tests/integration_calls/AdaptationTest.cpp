// SPDX-License-Identifier: GPL-3.0-or-later
// Pictures on lines that change, in a network of the test's own with the laboratory's delay, jitter
// and bottleneck: every packet of a call's sound, picture and reports takes the line.
#include <QCoreApplication>
#include <QTest>

#include "CallOnLine.h"
#include "LineTunnel.h"
#include "OwnNetwork.h"
#include "Rows.h"

ROWS("NONE-05", "RATE-12");

using namespace sidetone;
using namespace sidetone::test;
using namespace std::chrono_literals;

namespace {

std::string forbidden;

/// RFC 8867, section 4: the way of all its cases.
LinkSettings wayAt(double bitsPerSecond) {
    return {.bitsPerSecond = bitsPerSecond, .delay = 50ms, .jitter = 30ms, .queue = 300ms};
}

/// RTP, UDP and IP beside 160 octets, fifty times a second.
constexpr int soundBits = 80'000;

}  // namespace

/// RFC 8867's cases 5.1 to 5.3 as far as they do not depend on how busy the machine is: where the
/// rates and the sizes end, and in which order. How fast that goes, how long the queue gets and how
/// much of the line is used is asserted in virtual time (rate_Nada, media_LineTable) and printed,
/// on these packets too, by the benchmark.
class AdaptationTest : public QObject {
    Q_OBJECT
    static constexpr int patience = 60'000;
    std::unique_ptr<LineTunnel> line_;
    std::vector<std::unique_ptr<CallOnLine>> calls_;

    [[nodiscard]] bool open(const LineTunnel::Settings& settings,
                            std::initializer_list<CallOnLine::Settings> calls) {
        line_ = LineTunnel::create(settings);
        if (!line_) return false;
        for (const auto& call : calls) {
            calls_.push_back(std::make_unique<CallOnLine>(call));
            const auto status = calls_.back()->start();
            if (!status) qWarning("%s", status.error().sentence().c_str());
            if (!status) return false;
        }
        return true;
    }
    /// It is so, and fifty pictures later still.
    template <typename Condition>
    [[nodiscard]] bool settles(const char* what, Condition isSo) {
        std::optional<std::uint64_t> since;
        const bool settled = QTest::qWaitFor(
            [&] {
                const auto shown = calls_.front()->picture(1).picturesShown;
                if (!isSo()) since.reset();
                if (isSo() && !since) since = shown;
                return since && shown >= *since + 50;
            },
            patience);
        print(what);
        return settled;
    }
    /// The picture of end 0 is seen at the other end, and at most so many wide.
    [[nodiscard]] bool shows(int least, int most) const {
        const int sent = calls_[0]->picture(0).sentSize.width;
        const int seen = calls_[0]->picture(1).receivedSize.width;
        return sent == seen && seen >= least && seen <= most;
    }
    /// What that end takes the line for, picture and sound together.
    [[nodiscard]] int thought(std::size_t call, std::size_t end = 0) const {
        return calls_[call]->picture(end).targetBits + soundBits;
    }
    void print(const char* what) const {
        for (const auto& call : calls_) {
            const auto& sent = call->picture(0);
            const auto& seen = call->picture(1);
            qInfo(
                "%s: %dx%d, %d a second, %d kbit/s of pictures, thought %d, round trip %.0f ms, "
                "sound lost %d of %d; back %dx%d, thought %d; queue %lld ms",
                what, seen.receivedSize.width, seen.receivedSize.height, seen.receivedFrames,
                sent.sentBits / 1000, sent.targetBits / 1000,
                sent.roundTripMilliseconds.value_or(0), int(call->sound(1).packetsLost),
                int(call->sound(1).packetsReceived), seen.sentSize.width, seen.sentSize.height,
                seen.targetBits / 1000,
                static_cast<long long>(line_->carried(0).queued.count() / 1000));
        }
    }

private Q_SLOTS:
    void initTestCase() {
        if (!forbidden.empty()) QSKIP(forbidden.c_str());
    }
    void cleanup() {
        calls_.clear();
        line_.reset();
    }

    /// 5.1: one call on a line that gets wider and narrower.
    void oneCallFollowsItsLine() {
        QVERIFY(open({wayAt(1e6), wayAt(0)}, {{}}));
        QVERIFY(settles("1000", [this] { return shows(1024, 1024) && thought(0) < 1'100'000; }));
        line_->setBottleneck(0, 2.5e6);
        QVERIFY(settles("2500", [this] { return shows(1280, 1280); }));
        line_->setBottleneck(0, 0.6e6);
        QVERIFY(settles("600", [this] { return shows(512, 768) && thought(0) < 660'000; }));
    }
    /// 5.2: two calls share a line, and neither starves the other.
    void twoCallsShareALine() {
        QVERIFY(open({wayAt(2e6), wayAt(0)}, {{.number = 0}, {.number = 1}}));
        const auto isShared = [this](int line) {
            const int sum = thought(0) + thought(1);
            return sum < line * 1.1 && sum > line * 0.6 && thought(0) < 3 * thought(1) &&
                   thought(1) < 3 * thought(0);
        };
        QVERIFY(settles("2000 for two", [&] { return isShared(2'000'000); }));
        line_->setBottleneck(0, 1e6);
        QVERIFY(settles("1000 for two", [&] { return isShared(1'000'000); }));
    }
    /// 5.3: pictures go both ways, and the way back, which the reports take as well, is narrower.
    void theWayBackIsNarrower() {
        QVERIFY(open({wayAt(1e6), wayAt(0.4e6)},
                     {{.pictures = CallOnLine::Settings::Pictures::BothWays}}));
        QVERIFY(settles("1000 there, 400 back", [this] {
            const int back = calls_[0]->picture(0).receivedSize.width;
            return shows(768, 1024) && back >= 256 && back <= 512 && thought(0, 1) < 440'000;
        }));
    }
    /// Who tells no arrivals is followed by its receiver reports, as far as it allows (TMMBR).
    void olderPhonesAreFollowedByTheirReports() {
        QVERIFY(open({wayAt(0.6e6), wayAt(0)}, {{.tellsArrivals = false}}));
        QVERIFY(
            settles("600 by reports", [this] { return shows(512, 768) && thought(0) < 780'000; }));
        calls_.clear();
        line_.reset();
        QVERIFY(open({wayAt(0), wayAt(0)}, {{.tellsArrivals = false, .mostReceived = 280'000}}));
        QVERIFY(settles("280 by TMMBR", [this] {
            return shows(512, 512) && calls_[0]->picture(0).targetBits == 280'000;
        }));
    }
    /// RATE-12: a VPN makes each packet longer by 60 octets, which the line of 384 kbit/s below it
    /// carries as well. The picture gets that much less, keeps the chapter's size, and leaves the
    /// sound its packets.
    void aVpnsOctetsCount() {
        constexpr int line = 384'000;
        constexpr int vpnOctets = 60;  // WireGuard over IPv4: IP, UDP, its header and its tag
        QVERIFY(open({wayAt(line), wayAt(0), vpnOctets}, {{}}));
        QVERIFY(settles("384 by VPN", [this] { return shows(512, 512); }));
        const auto before = line_->carried(0);
        const auto began = std::chrono::steady_clock::now();
        QVERIFY(settles("and later", [this] { return shows(512, 512); }));
        const auto after = line_->carried(0);
        const std::chrono::duration<double> passed = std::chrono::steady_clock::now() - began;
        const auto packets = static_cast<double>(after.packets - before.packets);
        const auto dropped = static_cast<double>(after.dropped - before.dropped);
        const double added = packets * vpnOctets * 8 / passed.count();
        const double full =
            static_cast<double>(after.octets[0] - before.octets[0]) * 8 / passed.count();
        qInfo("%.0f kbit/s on the line, %.0f of them the VPN's, %.0f of %.0f packets dropped",
              full / 1000, added / 1000, dropped, packets + dropped);
        QVERIFY(thought(0) + added < line * 1.1);
        QVERIFY(dropped < packets * 0.03);
    }
};

int main(int argc, char* argv[]) {
    forbidden = enterOwnNetwork();
    const QCoreApplication application(argc, argv);
    AdaptationTest test;
    return QTest::qExec(&test, argc, argv);
}
#include "AdaptationTest.moc"
