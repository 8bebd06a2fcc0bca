<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name>FilterTerms</name>
    <message numerus="yes">
        <source>%Ln request(s)</source>
        <extracomment>how often a value was seen lately</extracomment>
        <translation>
            <numerusform>%Ln request</numerusform>
            <numerusform>%Ln requests</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>signalbox::ui::AlertWords</name>
    <message numerus="yes">
        <source>%n more since then.</source>
        <comment>the same alert again</comment>
        <translation>
            <numerusform>%n more since then.</numerusform>
            <numerusform>%n more since then.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln minute(s)</source>
        <comment>how far a clock jumped</comment>
        <translation>
            <numerusform>%Ln minute</numerusform>
            <numerusform>%Ln minutes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln hour(s)</source>
        <comment>how far a clock jumped</comment>
        <translation>
            <numerusform>%Ln hour</numerusform>
            <numerusform>%Ln hours</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln day(s)</source>
        <comment>how far a clock jumped</comment>
        <translation>
            <numerusform>%Ln day</numerusform>
            <numerusform>%Ln days</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>signalbox::ui::AlertsPage</name>
    <message numerus="yes">
        <source>%n new alert(s)</source>
        <translation>
            <numerusform>%n new alert</numerusform>
            <numerusform>%n new alerts</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>signalbox::ui::ApplySheet</name>
    <message numerus="yes">
        <source>%n change(s). Requests in flight finish under the rules they started with.</source>
        <translation>
            <numerusform>%n change. Requests in flight finish under the rules they started with.</numerusform>
            <numerusform>%n changes. Requests in flight finish under the rules they started with.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>signalbox::ui::CeilingCard</name>
    <message numerus="yes">
        <source>%Ln request(s) refused</source>
        <translation>
            <numerusform>%Ln request refused</numerusform>
            <numerusform>%Ln requests refused</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln answer(s) shortened</source>
        <translation>
            <numerusform>%Ln answer shortened</numerusform>
            <numerusform>%Ln answers shortened</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>signalbox::ui::ChannelsCard</name>
    <message numerus="yes">
        <source>✕ %1 %n waiting.</source>
        <extracomment>%1: why a message could not be sent, %n: messages that wait</extracomment>
        <translation>
            <numerusform>✕ %1 %n waiting.</numerusform>
            <numerusform>✕ %1 %n waiting.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>signalbox::ui::CompareSheet</name>
    <message numerus="yes">
        <source>%n odd price(s)</source>
        <translation>
            <numerusform>%n odd price</numerusform>
            <numerusform>%n odd prices</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>signalbox::ui::ConnectCard</name>
    <message numerus="yes">
        <source>%Ln key(s)</source>
        <translation>
            <numerusform>%Ln key</numerusform>
            <numerusform>%Ln keys</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>signalbox::ui::CostLines</name>
    <message numerus="yes">
        <source>%Ln token(s)</source>
        <extracomment>a number of tokens</extracomment>
        <translation>
            <numerusform>%Ln token</numerusform>
            <numerusform>%Ln tokens</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>signalbox::ui::DayBars</name>
    <message numerus="yes">
        <source>%Ln day(s), the dearest %1</source>
        <extracomment>%1 a number of days, %2 an amount of money</extracomment>
        <translation>
            <numerusform>%Ln day, the dearest %1</numerusform>
            <numerusform>%Ln days, the dearest %1</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>signalbox::ui::DeploymentRow</name>
    <message numerus="yes">
        <source>%Ln failure(s) lately</source>
        <translation>
            <numerusform>%Ln failure lately</numerusform>
            <numerusform>%Ln failures lately</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>signalbox::ui::DraftBar</name>
    <message numerus="yes">
        <source>Draft: %n unsaved change(s)</source>
        <translation>
            <numerusform>Draft: %n unapplied change</numerusform>
            <numerusform>Draft: %n unapplied changes</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>signalbox::ui::FileCard</name>
    <message numerus="yes">
        <source>The file was changed outside; %n change(s) were taken over.</source>
        <translation>
            <numerusform>The file was changed outside; %n change was taken over.</numerusform>
            <numerusform>The file was changed outside; %n changes were taken over.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>signalbox::ui::HistoryPart</name>
    <message numerus="yes">
        <source>Last %Ln day(s)</source>
        <translation>
            <numerusform>Last %Ln day</numerusform>
            <numerusform>Last %Ln days</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>signalbox::ui::ImportReport</name>
    <message numerus="yes">
        <source>%Ln rule(s)</source>
        <translation>
            <numerusform>%Ln rule</numerusform>
            <numerusform>%Ln rules</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln tier(s)</source>
        <translation>
            <numerusform>%Ln tier</numerusform>
            <numerusform>%Ln tiers</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>signalbox::ui::ImportSheet</name>
    <message numerus="yes">
        <source>%n model(s) change.</source>
        <translation>
            <numerusform>%n model changes.</numerusform>
            <numerusform>%n models change.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n look(s) odd and must be ticked one by one.</source>
        <translation>
            <numerusform>%n looks odd and must be ticked by hand.</numerusform>
            <numerusform>%n look odd and must be ticked one by one.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Take over %n price(s)</source>
        <translation>
            <numerusform>Take over %n price</numerusform>
            <numerusform>Take over %n prices</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>signalbox::ui::InvoicePart</name>
    <message numerus="yes">
        <source>%Ln row(s) read</source>
        <translation>
            <numerusform>%Ln row read</numerusform>
            <numerusform>%Ln rows read</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln request(s) the ledger does not know</source>
        <translation>
            <numerusform>%Ln request the ledger does not know</numerusform>
            <numerusform>%Ln requests the ledger does not know</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln row(s) without a known price</source>
        <translation>
            <numerusform>%Ln row without a known price</numerusform>
            <numerusform>%Ln rows without a known price</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Write down %n decision(s)</source>
        <translation>
            <numerusform>Write down %n decision</numerusform>
            <numerusform>Write down %n decisions</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n attempt(s) decided</source>
        <translation>
            <numerusform>%n attempt decided</numerusform>
            <numerusform>%n attempts decided</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln row(s) repeated and counted once</source>
        <translation>
            <numerusform>%Ln row repeated and counted once</numerusform>
            <numerusform>%Ln rows repeated and counted once</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>signalbox::ui::LatencyChart</name>
    <message numerus="yes">
        <source>%n request(s)</source>
        <translation>
            <numerusform>%n request</numerusform>
            <numerusform>%n requests</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>signalbox::ui::LatestModel</name>
    <message numerus="yes">
        <source>retried %n time(s)</source>
        <translation>
            <numerusform>retried %n time</numerusform>
            <numerusform>retried %n times</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>signalbox::ui::LatestRequests</name>
    <message numerus="yes">
        <source>%n new</source>
        <comment>requests that wait while the pointer is on the table</comment>
        <translation>
            <numerusform>%n new</numerusform>
            <numerusform>%n new</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>signalbox::ui::LiveTiles</name>
    <message numerus="yes">
        <source>%n failed</source>
        <comment>requests</comment>
        <translation>
            <numerusform>%n failed</numerusform>
            <numerusform>%n failed</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>signalbox::ui::LocalServersCard</name>
    <message numerus="yes">
        <source>%Ln server(s) answered with a list of models.</source>
        <translation>
            <numerusform>%Ln server answered with a list of models.</numerusform>
            <numerusform>%Ln servers answered with a list of models.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln model(s)</source>
        <translation>
            <numerusform>%Ln model</numerusform>
            <numerusform>%Ln models</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>signalbox::ui::ModelPicker</name>
    <message numerus="yes">
        <source>%Ln model(s). A click takes one over.</source>
        <translation>
            <numerusform>%Ln model. A click takes one over.</numerusform>
            <numerusform>%Ln models. A click takes one over.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>signalbox::ui::PriceListWords</name>
    <message numerus="yes">
        <source>In %Ln call(s) the provider says %1, we booked %2: gap %3.</source>
        <extracomment>%1 the provider&apos;s sum, %2 ours, %3 the difference in percent or &quot;none&quot;</extracomment>
        <translation>
            <numerusform>In %Ln call the provider says %1, we booked %2: gap %3.</numerusform>
            <numerusform>In %Ln calls the provider says %1, we booked %2: gap %3.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 tokens a byte, single calls off by %2 (%Ln call(s))</source>
        <extracomment>%1 tokens for a byte (&quot;0.263&quot;), %2 a percentage</extracomment>
        <translation>
            <numerusform>%1 tokens a byte, single calls off by %2 (%Ln call)</numerusform>
            <numerusform>%1 tokens a byte, single calls off by %2 (%Ln calls)</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>signalbox::ui::PricesModel</name>
    <message numerus="yes">
        <source>%Ln call(s) in the last seven days</source>
        <translation>
            <numerusform>%Ln call in the last seven days</numerusform>
            <numerusform>%Ln calls in the last seven days</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>signalbox::ui::PricesPage</name>
    <message numerus="yes">
        <source>%n model(s) in use without a price: %1.</source>
        <translation>
            <numerusform>%n model in use without a price: %1.</numerusform>
            <numerusform>%n models in use without a price: %1.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n unpriced model(s)</source>
        <translation>
            <numerusform>%n unpriced model</numerusform>
            <numerusform>%n unpriced models</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n price(s) taken over from the list</source>
        <translation>
            <numerusform>%n price taken over from the list</numerusform>
            <numerusform>%n prices taken over from the list</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln call(s) in seven days, at a cost that nobody knows.</source>
        <translation>
            <numerusform>%Ln call in seven days, at a cost that nobody knows.</numerusform>
            <numerusform>%Ln calls in seven days, at a cost that nobody knows.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>signalbox::ui::QuitQuestion</name>
    <message numerus="yes">
        <source>%n request(s) in flight. Quitting when they finish.</source>
        <translation>
            <numerusform>%n request in flight. Quitting when it finishes.</numerusform>
            <numerusform>%n requests in flight. Quitting when they finish.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>signalbox::ui::RequestsModel</name>
    <message numerus="yes">
        <source>%1 · %Ln tries</source>
        <extracomment>status of a request that needed more than one try: %1 status, %n number of tries</extracomment>
        <translation>
            <numerusform>%1 · %Ln tries</numerusform>
            <numerusform>%1 · %Ln tries</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>signalbox::ui::RequestsPage</name>
    <message numerus="yes">
        <source>%Ln request(s)</source>
        <translation>
            <numerusform>%Ln request</numerusform>
            <numerusform>%Ln requests</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>More than %Ln new</source>
        <extracomment>requests that came in since the table stopped following</extracomment>
        <translation>
            <numerusform>More than %Ln new</numerusform>
            <numerusform>More than %Ln new</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln new</source>
        <translation>
            <numerusform>%Ln new</numerusform>
            <numerusform>%Ln new</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Exporting: %Ln request(s) written</source>
        <extracomment>progress of an export</extracomment>
        <translation>
            <numerusform>Exporting: %Ln request written</numerusform>
            <numerusform>Exporting: %Ln requests written</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln request(s) exported to %1</source>
        <extracomment>%1 is a path</extracomment>
        <translation>
            <numerusform>%Ln request exported to %1</numerusform>
            <numerusform>%Ln requests exported to %1</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>signalbox::ui::RulesPage</name>
    <message numerus="yes">
        <source>%n unsaved change(s) of the rules</source>
        <translation>
            <numerusform>%n unapplied change of the rules</numerusform>
            <numerusform>%n unapplied changes of the rules</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n rule(s) imported into the draft. Look at them before you apply it.</source>
        <translation>
            <numerusform>%n rule imported into the draft. Look at it before you apply it.</numerusform>
            <numerusform>%n rules imported into the draft. Look at them before you apply it.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>signalbox::ui::SessionsModel</name>
    <message numerus="yes">
        <source>and %n more</source>
        <comment>requests of a session</comment>
        <translation>
            <numerusform>and %n more</numerusform>
            <numerusform>and %n more</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n failed</source>
        <comment>requests of a session</comment>
        <translation>
            <numerusform>%n failed</numerusform>
            <numerusform>%n failed</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n escalated</source>
        <comment>requests of a session</comment>
        <translation>
            <numerusform>%n escalated</numerusform>
            <numerusform>%n escalated</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>signalbox::ui::SessionsView</name>
    <message numerus="yes">
        <source>%Ln session(s)</source>
        <translation>
            <numerusform>%Ln session</numerusform>
            <numerusform>%Ln sessions</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>signalbox::ui::StatusBar</name>
    <message numerus="yes">
        <source>%n provider key(s) missing</source>
        <translation>
            <numerusform>%n provider key missing</numerusform>
            <numerusform>%n provider keys missing</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n provider key(s) loaded</source>
        <translation>
            <numerusform>%n provider key loaded</numerusform>
            <numerusform>%n provider keys loaded</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n in flight</source>
        <comment>requests</comment>
        <translation>
            <numerusform>%n in flight</numerusform>
            <numerusform>%n in flight</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>signalbox::ui::StopCard</name>
    <message numerus="yes">
        <source>%n request(s) in flight are cancelled with an honest error, and nothing is sent until you release it, also after a restart.</source>
        <translation>
            <numerusform>%n request in flight is cancelled with an honest error, and nothing is sent until you release it, also after a restart.</numerusform>
            <numerusform>%n requests in flight are cancelled with an honest error, and nothing is sent until you release it, also after a restart.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>signalbox::ui::TierCard</name>
    <message numerus="yes">
        <source>%Ln request(s) today</source>
        <translation>
            <numerusform>%Ln request today</numerusform>
            <numerusform>%Ln requests today</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln error(s)</source>
        <translation>
            <numerusform>%Ln error</numerusform>
            <numerusform>%Ln errors</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>signalbox::ui::TraceLines</name>
    <message numerus="yes">
        <source>%Ln attempt(s)</source>
        <extracomment>%n calls to providers</extracomment>
        <translation>
            <numerusform>%Ln attempt</numerusform>
            <numerusform>%Ln attempts</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>signalbox::ui::TraceView</name>
    <message numerus="yes">
        <source>%Ln more not matched</source>
        <extracomment>unfolds the rules that did not match; %n is their number</extracomment>
        <translation>
            <numerusform>%Ln more not matched</numerusform>
            <numerusform>%Ln more not matched</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>signalbox::ui::TrialPart</name>
    <message numerus="yes">
        <source>Last %Ln day(s)</source>
        <translation>
            <numerusform>Last %Ln day</numerusform>
            <numerusform>Last %Ln days</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>signalbox::ui::TryCard</name>
    <message numerus="yes">
        <source>%Ln request(s) today</source>
        <translation>
            <numerusform>%Ln request today</numerusform>
            <numerusform>%Ln requests today</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>signalbox::ui::UncertainPart</name>
    <message numerus="yes">
        <source>Write down that %n attempt(s) cost nothing? This can&apos;t be taken back.</source>
        <translation>
            <numerusform>Write down that %n attempt cost nothing? This can&apos;t be taken back.</numerusform>
            <numerusform>Write down that %n attempts cost nothing? This can&apos;t be taken back.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Write down that %n attempt(s) cost %1 together? This can&apos;t be taken back.</source>
        <translation>
            <numerusform>Write down that %n attempt cost %1? This can&apos;t be taken back.</numerusform>
            <numerusform>Write down that %n attempts cost %1 together? This can&apos;t be taken back.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n attempt(s) decided</source>
        <translation>
            <numerusform>%n attempt decided</numerusform>
            <numerusform>%n attempts decided</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>signalbox::ui::WaitingPanel</name>
    <message numerus="yes">
        <source>Waiting for the running service… %n second(s)</source>
        <translation>
            <numerusform>Waiting for the running service… %n second</numerusform>
            <numerusform>Waiting for the running service… %n seconds</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>signalbox::ui::WhatIfWords</name>
    <message numerus="yes">
        <source>%Ln would change tier</source>
        <translation>
            <numerusform>%Ln would change tier</numerusform>
            <numerusform>%Ln would change tier</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>unknown for %Ln</source>
        <translation>
            <numerusform>unknown for %Ln</numerusform>
            <numerusform>unknown for %Ln</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>For %Ln request(s) nobody can say: the rules ask for something that was not recorded with them.</source>
        <translation>
            <numerusform>For %Ln request nobody can say: the rules ask for something that was not recorded with it.</numerusform>
            <numerusform>For %Ln requests nobody can say: the rules ask for something that was not recorded with them.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln request(s) have no recorded facts and were left out.</source>
        <translation>
            <numerusform>%Ln request has no recorded facts and was left out.</numerusform>
            <numerusform>%Ln requests have no recorded facts and were left out.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>For %Ln request(s) the cost is the average of their tier.</source>
        <translation>
            <numerusform>For %Ln request the cost is the average of its tier.</numerusform>
            <numerusform>For %Ln requests the cost is the average of their tier.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln request(s) were answered from prompts in memory.</source>
        <translation>
            <numerusform>%Ln request was answered from prompts in memory.</numerusform>
            <numerusform>%Ln requests were answered from prompts in memory.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln more request(s) would be refused</source>
        <translation>
            <numerusform>%Ln more request would be refused</numerusform>
            <numerusform>%Ln more requests would be refused</numerusform>
        </translation>
    </message>
</context>
</TS>
