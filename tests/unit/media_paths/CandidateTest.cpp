// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "media/paths/CheckList.h"

using namespace sidetone::media;

namespace {

TransportAddress at(std::string_view host, int port) {
    return TransportAddress::of(host, static_cast<std::uint16_t>(port)).value();
}

IceCandidate host(std::string_view name, int port, int component = 1, std::uint16_t rank = 65535) {
    const auto address = at(name, port);
    return {CandidateKind::Host,
            component,
            std::string("h") + std::to_string(rank),
            candidatePriority(CandidateKind::Host, rank, component),
            address,
            std::nullopt,
            address};
}

IceCandidate reflexive(std::string_view name, int port, const TransportAddress& base) {
    return {CandidateKind::ServerReflexive,
            1,
            "s",
            candidatePriority(CandidateKind::ServerReflexive, 65535, 1),
            at(name, port),
            base,
            base};
}

}  // namespace

class CandidateTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void prioritiesAreThoseOfTheStandard() {
        QCOMPARE(candidatePriority(CandidateKind::Host, 65535, 1), 2130706431U);
        QCOMPARE(candidatePriority(CandidateKind::ServerReflexive, 65535, 1), 1694498815U);
        QCOMPARE(candidatePriority(CandidateKind::Host, 65535, 2), 2130706430U);
        QCOMPARE(candidatePriority(CandidateKind::Relayed, 0, 256), 0U);
        QCOMPARE(localPreferenceOf(candidatePriority(CandidateKind::Relayed, 4711, 3)), 4711);
        QCOMPARE(pairPriority(3, 5), (std::uint64_t{3} << 32U) + 10);
        QCOMPARE(pairPriority(5, 3), (std::uint64_t{3} << 32U) + 11);
    }
    void linesAreReadAndWritten() {
        // The lines of RFC 8839, section 5.1 and its example.
        for (const std::string line :
             {"1 1 UDP 2130706431 203.0.113.141 8998 typ host",
              "2 1 UDP 1694498815 192.0.2.3 45664 typ srflx raddr 203.0.113.141 rport 8998",
              "abc+/9 2 UDP 1 2001:db8::5 7 typ relay raddr 2001:db8::6 rport 9"}) {
            const auto read = parseCandidate(line);
            QVERIFY2(read, line.c_str());
            QCOMPARE(formatCandidate(*read), line);
        }
        const auto read = parseCandidate(
            "2 1 udp 1694498815 192.0.2.3 45664 typ srflx raddr 10.0.1.1 rport 8998 generation 0");
        QCOMPARE(read->kind, CandidateKind::ServerReflexive);
        QCOMPARE(read->related, at("10.0.1.1", 8998));
        QCOMPARE(read->address, at("192.0.2.3", 45664));
    }
    void whatIsHiddenIsNotWritten() {
        auto candidate = reflexive("192.0.2.3", 45664, at("10.0.1.1", 8998));
        candidate.related.reset();
        QCOMPARE(formatCandidate(candidate),
                 "s 1 UDP 1694498815 192.0.2.3 45664 typ srflx raddr 0.0.0.0 rport 9");
    }
    void nonsenseIsPassedBy_data() {
        QTest::addColumn<QString>("line");
        for (const char* line :
             {"", "1 1 UDP 1 10.0.0.1 5 host", "1 0 UDP 1 10.0.0.1 5 typ host",
              "1 257 UDP 1 10.0.0.1 5 typ host", "1 1 UDP 0 10.0.0.1 5 typ host",
              "1 1 UDP 2147483648 10.0.0.1 5 typ host", "1 1 UDP 1 10.0.0.1 65536 typ host",
              "1 1 UDP 1 10.0.0.1 0 typ host", "1 1 TCP 1 10.0.0.1 5 typ host tcptype active",
              "1 1 UDP 1 2f9b.local 5 typ host", "1 1 UDP 1 10.0.0.1 5 typ other",
              "a-b 1 UDP 1 10.0.0.1 5 typ host", "1 1 UDP -1 10.0.0.1 5 typ host",
              "123456789012345678901234567890123 1 UDP 1 10.0.0.1 5 typ host"}) {
            QTest::newRow(line) << QString::fromLatin1(line);
        }
    }
    void nonsenseIsPassedBy() {
        QFETCH(QString, line);
        QVERIFY(!parseCandidate(line.toStdString()));
    }
    void foundationsTellKindBaseAndServerApart() {
        Foundations foundations;
        const auto base = at("10.0.0.1", 1);
        const auto first = foundations.of(CandidateKind::Host, base);
        QCOMPARE(foundations.of(CandidateKind::Host, at("10.0.0.1", 2)), first);
        QVERIFY(foundations.of(CandidateKind::Host, at("10.0.0.2", 1)) != first);
        const auto second =
            foundations.of(CandidateKind::ServerReflexive, base, at("192.0.2.1", 3478));
        QVERIFY(second != first);
        QVERIFY(foundations.of(CandidateKind::ServerReflexive, base, at("192.0.2.2", 3478)) !=
                second);
    }
    void onlyWhatCanMeetIsPaired() {
        const std::vector locals{host("10.0.0.1", 1), host("2001:db8::1", 1), host("fe80::1", 1)};
        const std::vector remotes{host("10.0.0.2", 1), host("2001:db8::2", 1),
                                  host("10.0.0.2", 2, 2), host("fe80::2", 1)};
        CheckList list;
        list.form(locals, remotes, IceRole::Controlling);
        QCOMPARE(list.pairs().size(), std::size_t(3));
        for (const auto& pair : list.pairs()) {
            QCOMPARE(pair.local.address.family, pair.remote.address.family);
            QCOMPARE(pair.local.address.isLinkLocal(), pair.remote.address.isLinkLocal());
            QCOMPARE(pair.local.component, pair.remote.component);
        }
    }
    void aReflexiveOneIsCheckedFromItsBaseOnce() {
        const auto base = host("10.0.0.1", 1);
        const std::vector locals{base, reflexive("192.0.2.1", 9, base.address)};
        const std::vector remotes{host("10.0.0.2", 1), reflexive("192.0.2.2", 9, base.address)};
        CheckList list;
        list.form(locals, remotes, IceRole::Controlled);
        QCOMPARE(list.pairs().size(), std::size_t(2));
        QCOMPARE(list.pairs()[0].remote.kind, CandidateKind::Host);
        for (const auto& pair : list.pairs()) {
            QCOMPARE(pair.local.kind, CandidateKind::Host);
            QCOMPARE(pair.priority, pairPriority(pair.remote.priority, base.priority));
        }
    }
    void aHundredPairsAreEnough() {
        std::vector<IceCandidate> locals;
        std::vector<IceCandidate> remotes;
        for (int i = 0; i < 20; ++i) {
            const auto rank = static_cast<std::uint16_t>(i);
            locals.push_back(host("10.0.0.1", 1000 + i, 1, rank));
            remotes.push_back(host("10.0.0.2", 1000 + i, 1, rank));
        }
        CheckList list;
        list.form(locals, remotes, IceRole::Controlling);
        QCOMPARE(list.pairs().size(), CheckList::most);
        QCOMPARE(list.pairs().front().local.address.port, 1019);
        QVERIFY(list.pairs().front().priority > list.pairs().back().priority);
        QCOMPARE(list.add(locals[0], remotes[0], IceRole::Controlling), -1);
    }
    void onePairOfAFoundationIsCheckedFirst() {
        const std::vector locals{host("10.0.0.1", 1), host("10.0.0.1", 2, 2)};
        const std::vector remotes{host("10.0.0.2", 1), host("10.0.0.2", 2, 2)};
        CheckList list;
        list.form(locals, remotes, IceRole::Controlling);
        QCOMPARE(list.count(PairState::Waiting), std::size_t(1));
        auto* first = list.next();
        QCOMPARE(first->component(), 1);
        first->state = PairState::InProgress;
        QVERIFY(list.next() == nullptr);  // the other one is frozen behind it
        list.thaw(first->foundation());
        QCOMPARE(list.next()->component(), 2);
    }
    void aFrozenOneGoesWhenNothingOfItsFoundationIsUnderWay() {
        const std::vector locals{host("10.0.0.1", 1), host("10.0.0.1", 2, 2)};
        const std::vector remotes{host("10.0.0.2", 1), host("10.0.0.2", 2, 2)};
        CheckList list;
        list.form(locals, remotes, IceRole::Controlling);
        list.next()->state = PairState::Failed;
        QCOMPARE(list.next()->component(), 2);
        list.giveUpWaiting();
        QVERIFY(list.next() == nullptr);
        QCOMPARE(list.count(PairState::Failed), std::size_t(2));
    }
    void anotherRoleIsAnotherOrder() {
        const std::vector locals{host("10.0.0.1", 1, 1, 5), host("10.0.0.1", 2, 1, 4)};
        const std::vector remotes{host("10.0.0.2", 1, 1, 4), host("10.0.0.2", 2, 1, 5)};
        CheckList list;
        list.form(locals, remotes, IceRole::Controlling);
        QCOMPARE(list.pairs()[1].local.address.port, 1);  // of the two mixed pairs: G is larger
        list.setRole(IceRole::Controlled);
        QCOMPARE(list.pairs()[1].local.address.port, 2);
    }
};

QTEST_GUILESS_MAIN(CandidateTest)
#include "CandidateTest.moc"
